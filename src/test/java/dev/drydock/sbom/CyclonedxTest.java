package dev.drydock.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class CyclonedxTest {

    private static JsonNode written(Inventory inventory) throws Exception {
        return Json.parseObject(Cyclonedx.write(inventory, SampleInventory.subject()));
    }

    private static JsonNode named(JsonNode doc, String name) {
        for (JsonNode each : doc.path("components")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not in " + doc);
    }

    private static List<String> properties(JsonNode component) {
        List<String> properties = new ArrayList<>();
        for (JsonNode each : component.path("properties")) {
            properties.add(each.path("name").asText() + "=" + each.path("value").asText());
        }
        return properties;
    }

    @Test
    void theFormatsOwnLibraryFindsItValid() throws Exception {
        byte[] document = Cyclonedx.write(SampleInventory.of(), SampleInventory.subject());
        List<ParseException> faults = new JsonParser().validate(document, Version.VERSION_16);
        assertThat(faults).isEmpty();
        assertThat(new JsonParser().parse(document).getComponents()).hasSize(2 + 7);
    }

    @Test
    void theSameImageGivesTheSameBytes() {
        byte[] first = Cyclonedx.write(SampleInventory.of(), SampleInventory.subject());
        assertThat(Cyclonedx.write(SampleInventory.of(), SampleInventory.subject()))
                .isEqualTo(first);
    }

    @Test
    void theSerialNumberIsThatOfTheImage() throws Exception {
        assertThat(written(SampleInventory.of()).path("serialNumber").asText())
                .isEqualTo("urn:uuid:"
                        + SubjectNames.uuid(SampleInventory.subject().manifest()));
        assertThat(SubjectNames.uuid(Digest.of(new byte[0])).version()).isEqualTo(5);
        assertThat(SubjectNames.uuid(Digest.of(new byte[0]))).isNotEqualTo(SubjectNames.uuid(Digest.of(new byte[1])));
    }

    @Test
    void aComponentTellsWhichLayerAndWhichInstructionBroughtIt() throws Exception {
        assertThat(properties(named(written(SampleInventory.of()), "openssl")))
                .contains(
                        "dev.drydock:layer="
                                + SampleInventory.of().layers().get(1).diffId(),
                        "dev.drydock:layer:digest="
                                + SampleInventory.of().layers().get(1).blob(),
                        "dev.drydock:instruction=RUN apt-get install openssl");
    }

    @Test
    void aPackageTellsItsSourcesInTheWordsOfTrivy() throws Exception {
        assertThat(properties(named(written(SampleInventory.of()), "openssl")))
                .contains("aquasecurity:trivy:SrcName=openssl", "aquasecurity:trivy:SrcVersion=3.0");
    }

    @Test
    void theApplicationIsOneWhereverItLies() throws Exception {
        Inventory all = SampleInventory.of();
        var inventory = new Inventory(
                all.components(), all.layers(), all.system(), List.of(), "pkg:maven/g/library@1?type=jar");
        assertThat(named(written(inventory), "library").path("type").asText()).isEqualTo("application");
        assertThat(named(written(inventory), "app").path("type").asText()).isEqualTo("library");
    }

    @Test
    void oneJarAtTwoPlacesIsOneComponent() throws Exception {
        JsonNode library = named(written(SampleInventory.of()), "library");
        assertThat(library.path("bom-ref").asText()).isEqualTo("pkg:maven/g/library@1?type=jar");
        assertThat(library.path("evidence").path("occurrences").findValuesAsText("location"))
                .containsExactly("/app/library.jar", "/app.jar!/BOOT-INF/lib/library.jar");
    }

    @Test
    void theGraphBeginsAtTheImage() throws Exception {
        JsonNode doc = written(SampleInventory.of());
        JsonNode image = doc.path("dependencies").get(0);
        assertThat(image.path("ref").asText())
                .isEqualTo(
                        doc.path("metadata").path("component").path("bom-ref").asText());
        assertThat(Json.strings(image, "dependsOn"))
                .contains("base:docker.io/library/debian:12", "os:debian-12", "pkg:maven/g/app@1?type=jar")
                .doesNotContain("pkg:maven/g/library@1?type=jar");
        assertThat(doc.path("dependencies").get(1).path("ref").asText()).isEqualTo("pkg:maven/g/app@1?type=jar");
        assertThat(Json.strings(doc.path("dependencies").get(1), "dependsOn"))
                .containsExactly("pkg:maven/g/library@1?type=jar");
    }

    @Test
    void anInventoryThatIsNotCompleteSaysSo() throws Exception {
        JsonNode doc = written(SampleInventory.of());
        assertThat(doc.path("compositions").get(0).path("aggregate").asText()).isEqualTo("incomplete");
        assertThat(properties(doc.path("metadata"))).contains("dev.drydock:unread=/var/lib/rpm/Packages is not read");
        Inventory all = SampleInventory.of();
        assertThat(written(new Inventory(all.components(), all.layers(), all.system(), List.of(), ""))
                        .has("compositions"))
                .isFalse();
    }

    @Test
    void licencesAreIdentifiersNamesOrOneExpression() throws Exception {
        JsonNode doc = written(SampleInventory.of());
        assertThat(named(doc, "openssl").path("licenses"))
                .hasToString("[{\"license\":{\"id\":\"Apache-2.0\"}},{\"license\":{\"name\":\"Ours\"}}]");
        assertThat(named(doc, "library").path("licenses")).hasToString("[{\"expression\":\"MIT OR ISC\"}]");
    }
}
