package dev.drydock.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

class SpdxTest {

    private static JsonNode written() throws Exception {
        return Json.parseObject(Spdx.write(SampleInventory.of(), SampleInventory.subject()));
    }

    private static JsonNode named(JsonNode doc, String name) {
        for (JsonNode each : doc.path("packages")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not in " + doc);
    }

    @Test
    void theFormatsOwnLibraryFindsItValid() throws Exception {
        System.setProperty("org.spdx.useJARLicenseInfoOnly", "true"); // asks no server
        SpdxModelFactory.init();
        byte[] bytes = Spdx.write(SampleInventory.of(), SampleInventory.subject());
        try (var store = new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON)) {
            SpdxDocument document = store.deSerialize(new ByteArrayInputStream(bytes), false);
            assertThat(document.verify()).isEmpty();
            assertThat(document.getDocumentDescribes()).hasSize(1);
        }
    }

    @Test
    void theSameImageGivesTheSameBytes() {
        byte[] first = Spdx.write(SampleInventory.of(), SampleInventory.subject());
        assertThat(Spdx.write(SampleInventory.of(), SampleInventory.subject())).isEqualTo(first);
    }

    @Test
    void licencesWithoutAnIdentifierGetOneInTheDocument() throws Exception {
        JsonNode doc = written();
        String declared = named(doc, "openssl").path("licenseDeclared").asText();
        assertThat(declared).startsWith("Apache-2.0 AND LicenseRef-Ours-");
        assertThat(doc.path("hasExtractedLicensingInfos")
                        .get(0)
                        .path("licenseId")
                        .asText())
                .isEqualTo(declared.substring("Apache-2.0 AND ".length()));
        assertThat(named(doc, "g:library").path("licenseDeclared").asText()).isEqualTo("MIT OR ISC");
    }

    @Test
    void theImageContainsItsPackagesAndDescendsFromItsBase() throws Exception {
        JsonNode doc = written();
        List<String> relations = new ArrayList<>();
        for (JsonNode each : doc.path("relationships")) {
            relations.add(each.path("spdxElementId").asText() + " "
                    + each.path("relationshipType").asText() + " "
                    + each.path("relatedSpdxElement").asText());
        }
        String app = named(doc, "g:app").path("SPDXID").asText();
        String library = named(doc, "g:library").path("SPDXID").asText();
        assertThat(relations)
                .contains(
                        "SPDXRef-DOCUMENT DESCRIBES SPDXRef-Image",
                        "SPDXRef-Image DESCENDANT_OF "
                                + named(doc, "docker.io/library/debian")
                                        .path("SPDXID")
                                        .asText(),
                        "SPDXRef-Image CONTAINS " + app,
                        app + " DEPENDS_ON " + library);
    }

    @Test
    void aPackageTellsWhichLayerAndWhichInstructionBroughtItAndWhereItLies() throws Exception {
        assertThat(named(written(), "openssl").path("comment").asText())
                .contains("dev.drydock:instruction=RUN apt-get install openssl")
                .endsWith("dev.drydock:path=/var/lib/dpkg/status");
    }

    @Test
    void aPackageTellsItsSourcesInTheWordsOfTrivy() throws Exception {
        assertThat(named(written(), "openssl").path("sourceInfo").asText())
                .isEqualTo("built package from: openssl 3.0");
    }

    @Test
    void aListThatIsNotCompleteSaysSo() throws Exception {
        assertThat(written().path("comment").asText())
                .contains("incomplete")
                .contains("/var/lib/rpm/Packages is not read");
    }
}
