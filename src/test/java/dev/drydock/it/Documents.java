package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public final class Documents {

    private Documents() {}

    public static void verify(Path project) throws IOException {
        Path output = project.resolve("target/drydock");
        assertThat(output.resolve("sbom.cdx.json"))
                .as("of the first run, replaced by the second")
                .doesNotExist();
        JsonNode bill = Json.parseObject(Files.readAllBytes(output.resolve("sbom.spdx.json")));
        List<String> purls = bill.findValuesAsText("referenceLocator");
        assertThat(purls)
                .contains("pkg:npm/left-pad@1.3.0")
                .anyMatch(purl -> purl.startsWith("pkg:deb/debian/curl@7.88.1-10%2Bdeb12u8"));
        assertThat(output.resolve("provenance.json")).isNotEmptyFile();

        OciLayout layout = OciLayout.open(output.resolve("image"));
        assertThat(layout.attachments()).as("referrers of the second run").isEmpty();
        assertThat(layout.readIndex(layout.entry("")).manifests())
                .extracting(each -> each.annotations().getOrDefault("vnd.docker.reference.type", "image"))
                .containsExactly("image", "attestation-manifest");

        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).hasSize(5);
        assertThat(log.executed(2)).as("no step is repeated for documents").isEmpty();
        assertThat(log.run(3)).anyMatch(line -> line.contains("COPY Dockerfile /opt/app/"));
        assertThat(log.run(4)).anyMatch(line -> line.contains("drydock.report.maxSize"));
    }
}
