package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.layer.FileTree;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

public final class Wars {

    private static final String ROOT = "usr/local/tomcat/webapps/ROOT";

    private Wars() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        Path web = project.resolve("web");
        assertThat(log.executed(1)).containsExactly("root", "dependencies", "modules", "resources", "classes");
        BuiltImage image = BuiltImage.in(web);
        for (String file : new String[] {
            "WEB-INF/lib/jspecify-1.0.0.jar",
            "WEB-INF/lib/lib-1.0-SNAPSHOT.jar",
            "WEB-INF/web.xml",
            "WEB-INF/classes/log.properties",
            "WEB-INF/classes/web/Hello.class",
            "index.html"
        }) {
            assertThat(image.file(ROOT + "/" + file)).as(file).isNotNull();
        }
        assertThat(image.file(ROOT + "/WEB-INF/lib/jakarta.servlet-api-6.0.0.jar"))
                .isNull();
        OciLayout exploded = OciLayout.open(web.resolve("target/drydock/image"));
        checkBill(
                LayoutAttachments.read(exploded, exploded.attachments().get(0))
                        .parts()
                        .get(0)
                        .content(),
                "/" + ROOT + "/WEB-INF/lib/",
                image.children(ROOT + "/WEB-INF/lib"));
        // The last run's, whose image has the war as it was packed.
        checkBill(
                Files.readAllBytes(web.resolve("target/drydock/sbom.cdx.json")),
                "/" + ROOT + ".war!/WEB-INF/lib/",
                image.children(ROOT + "/WEB-INF/lib"));
        assertThat(image.config().cmd()).containsExactly("catalina.sh", "run");
        FileTree.Node webapps = Objects.requireNonNull(image.file("usr/local/tomcat/webapps"));
        assertThat(webapps.entry().mode()).isEqualTo(0755);

        assertThat(log.executed(2)).isEmpty();
        assertThat(built(log, 2)).isEqualTo(built(log, 1));

        assertThat(log.executed(3)).contains("application").doesNotContain("classes");
        OciLayout packed = OciLayout.open(web.resolve("target/packed"));
        assertThat(packed.image("", Platform.current()).parsedConfig().cmd()).containsExactly("catalina.sh", "run");
    }

    private static void checkBill(byte[] document, String folder, List<String> jars) throws IOException {
        JsonNode bill = Json.parseObject(document);
        assertThat(bill.findValuesAsText("location"))
                .as("every jar of the war")
                .containsAll(jars.stream().map(name -> folder + name).toList());
        assertThat(bill.findValuesAsText("purl"))
                .contains(
                        "pkg:maven/org.jspecify/jspecify@1.0.0?type=jar",
                        "pkg:maven/it.war/lib@1.0-SNAPSHOT?type=jar",
                        "pkg:maven/it.war/web@1.0-SNAPSHOT?type=war");
    }

    /** The line about the image of the application, up to its digest. */
    private static String built(InvokerLog log, int run) {
        return log.run(run).stream()
                .filter(line -> line.contains("Built web:1.0-SNAPSHOT"))
                .map(line -> line.replaceFirst("(sha256:\\w+).*", "$1"))
                .findFirst()
                .orElse("not built in run " + run);
    }
}
