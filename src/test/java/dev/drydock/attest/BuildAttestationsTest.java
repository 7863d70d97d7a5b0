package dev.drydock.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.Place;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.AttestationOptions.SbomFormat;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Secret;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.frontend.NamedContext;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents about images, as builds leave them. */
class BuildAttestationsTest {

    private static final Reference NAME = Reference.parse("registry.example:5000/me/app:1");
    private static final Platform AMD = Platform.parse("linux/amd64");
    private static final Platform ARM = Platform.parse("linux/arm64");

    @TempDir
    Path temp;

    private Path context;
    private Workspace space;
    private Path dockerfile;
    private Reference name = NAME;
    private final Map<String, NamedContext> contexts = new HashMap<>();

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private final class Warnings extends SilentBuildLog {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    }

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("secret-home/context"));
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        Files.writeString(context.resolve("a.txt"), "a");
        dockerfile = Files.writeString(
                context.resolve("Dockerfile"), "FROM scratch\nARG VERSION\nLABEL v=$VERSION\nCOPY a.txt /\n");
    }

    @Test
    void provenanceTellsHowAnImageWasMadeAndNothingOfThisMachine() throws Exception {
        BuildResult result = build(options(ProvenanceDetail.MIN, Place.REFERRERS), Platform.current());
        JsonNode statement = read("provenance.json");
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.path("subject").get(0).path("name").asText())
                .isEqualTo("pkg:docker/registry.example:5000/me/app?platform="
                        + Platform.current().toString().replace("/", "%2F"));
        assertThat(statement
                        .path("subject")
                        .get(0)
                        .path("digest")
                        .path("sha256")
                        .asText())
                .isEqualTo(result.digest().hex());
        JsonNode definition = statement.path("predicate").path("buildDefinition");
        assertThat(definition.path("buildType").asText())
                .isEqualTo("https://drydock.dev/drydock-maven-plugin/dockerfile/v1");
        JsonNode parameters = definition.path("externalParameters");
        assertThat(parameters.path("dockerfile").path("path").asText()).isEqualTo("Dockerfile");
        assertThat(parameters.path("dockerfile").path("digest").path("sha256").asText())
                .isEqualTo(Digest.of(Files.readAllBytes(dockerfile)).hex());
        assertThat(parameters.path("buildArgs")).hasToString("[\"VERSION\"]");
        assertThat(parameters.path("secrets")).hasToString("[\"token\"]");
        assertThat(statement.toString())
                .doesNotContain("1.2.3")
                .doesNotContain(temp.toString())
                .doesNotContain("secret-home")
                .doesNotContain("TOKEN_VARIABLE");
    }

    @Test
    void valuesOfArgumentsAreToldOnRequest() throws Exception {
        build(options(ProvenanceDetail.MAX, Place.REFERRERS), Platform.current());
        assertThat(read("provenance.json")
                        .path("predicate")
                        .path("buildDefinition")
                        .path("externalParameters")
                        .path("buildArgs"))
                .hasToString("{\"VERSION\":\"1.2.3\"}");
    }

    @Test
    void theBillOfMaterialsIsAFileAReferrerByItselfAndAStatement() throws Exception {
        Path licensed = Files.createDirectories(context.resolve("var/lib/dpkg"));
        Files.writeString(
                licensed.resolve("status"),
                "Package: curl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 7.88.1-10\n\n");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY var /var\n");
        build(new AttestationOptions(Set.of(SbomFormat.values()), ProvenanceDetail.MIN, Place.REFERRERS), AMD);
        assertThat(read("sbom.spdx.json").path("spdxVersion").asText()).isEqualTo("SPDX-2.3");
        JsonNode bill = read("sbom.cdx.json");
        assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bill.findValuesAsText("purl")).anyMatch(purl -> purl.startsWith("pkg:deb/"));
        List<Attachment> attachments = attachments(OciLayout.open(space.layout()));
        assertThat(attachments)
                .extracting(Attachment::artifactType)
                .containsExactly("application/vnd.cyclonedx+json", "application/spdx+json", Attester.ATTESTATION);
        assertThat(attachments.get(0).parts().get(0).content())
                .isEqualTo(Files.readAllBytes(space.output().resolve("sbom.cdx.json")));
        assertThat(attachments.get(2).parts())
                .extracting(part -> part.descriptor().annotations().get("in-toto.io/predicate-type"))
                .containsExactly(
                        "https://cyclonedx.org/bom", "https://spdx.dev/Document", "https://slsa.dev/provenance/v1");
        assertThat(Json.parseObject(attachments.get(2).parts().get(0).content()).path("predicate"))
                .isEqualTo(bill);
    }

    @Test
    void packagesOfADatabaseThatIsNotReadAreMissedInAWarningAndInBothBills() throws Exception {
        Path rpm = Files.createDirectories(context.resolve("var/lib/rpm"));
        Files.writeString(rpm.resolve("Packages.db"), "RpmP");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nARG VERSION\nCOPY var /var\n");
        build(new AttestationOptions(Set.of(SbomFormat.values()), ProvenanceDetail.NONE, Place.REFERRERS), AMD, ARM);
        String gap = "/var/lib/rpm/Packages.db is an RPM database in the form ndb, which Drydock does not read."
                + " Packages that only it names are not listed";
        assertThat(warnings).containsExactly("The bill of materials is not complete: " + gap);
        for (String platform : List.of("amd64", "arm64")) {
            JsonNode cyclonedx = read("sbom-linux-" + platform + ".cdx.json");
            assertThat(cyclonedx.path("metadata").path("properties").findValuesAsText("value"))
                    .contains(gap);
            assertThat(cyclonedx.path("compositions").findValuesAsText("aggregate"))
                    .containsExactly("incomplete");
            assertThat(read("sbom-linux-" + platform + ".spdx.json")
                            .path("comment")
                            .asText())
                    .isEqualTo("This list is incomplete:\n" + gap);
        }
    }

    @Test
    void equalBuildsInOtherFoldersHaveEqualDocuments() throws Exception {
        build(options(ProvenanceDetail.MAX, Place.REFERRERS), Platform.current());
        byte[] first = Files.readAllBytes(space.output().resolve("provenance.json"));
        Path other = Files.createDirectories(temp.resolve("elsewhere"));
        Files.copy(context.resolve("a.txt"), other.resolve("a.txt"));
        dockerfile = Files.copy(dockerfile, other.resolve("Dockerfile"));
        context = other;
        space = Workspace.of(temp.resolve("other/drydock"), temp.resolve("other-store"));
        build(options(ProvenanceDetail.MAX, Place.REFERRERS), Platform.current());
        assertThat(space.output().resolve("provenance.json")).hasBinaryContent(first);
    }

    @Test
    void theSameImageUnderAnotherTagHasEqualDocuments() throws Exception {
        var options = new AttestationOptions(Set.of(SbomFormat.values()), ProvenanceDetail.MIN, Place.REFERRERS);
        build(options, AMD);
        var first = OciLayout.open(space.layout()).attachments();
        name = NAME.withTag("2");
        build(options, AMD);
        assertThat(OciLayout.open(space.layout()).names()).containsExactly(name);
        assertThat(OciLayout.open(space.layout()).attachments()).isEqualTo(first);
    }

    @Test
    void imagesThatOtherModulesOfferAreToldIfTheyAreUsed() throws Exception {
        Workspace own = space;
        space = Workspace.of(temp.resolve("parent/drydock"), temp.resolve("store"));
        BuildResult parent = build(options(ProvenanceDetail.MIN, Place.REFERRERS), AMD);
        Path layout = space.layout();
        space = own;
        name = Reference.parse("me/child");
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), AMD);
        byte[] alone = Files.readAllBytes(space.output().resolve("provenance.json"));
        contexts.put("me/parent", new NamedContext.Layout(layout, true));
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), AMD);
        assertThat(space.output().resolve("provenance.json")).hasBinaryContent(alone);
        Files.writeString(dockerfile, "FROM me/parent AS parent\nFROM scratch\nCOPY --from=parent a.txt /b.txt\n");
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), AMD);
        JsonNode definition = read("provenance.json").path("predicate").path("buildDefinition");
        assertThat(definition.path("externalParameters").has("buildContexts")).isFalse();
        JsonNode dependency = definition.path("resolvedDependencies").get(0);
        assertThat(dependency.path("uri").asText())
                .isEqualTo("pkg:docker/registry.example:5000/me/app?digest=sha256:"
                        + parent.digest().hex());
        assertThat(dependency.path("digest").path("sha256").asText())
                .isEqualTo(parent.digest().hex());
    }

    @Test
    void theDocumentsOfSeveralPlatformsAreAboutTheManifestOfEach() throws Exception {
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), AMD, ARM);
        assertThat(documents()).contains("provenance-linux-amd64.json", "provenance-linux-arm64.json");
        OciLayout layout = OciLayout.open(space.layout());
        List<Digest> subjects = new ArrayList<>();
        for (Attachment attachment : attachments(layout)) {
            if (attachment.artifactType().equals(Attester.ATTESTATION)) {
                subjects.add(attachment.subject().digest());
            }
        }
        assertThat(subjects)
                .containsExactly(
                        layout.image("", AMD).manifest().digest(),
                        layout.image("", ARM).manifest().digest());
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), ARM);
        assertThat(documents()).contains("provenance.json").noneMatch(name -> name.contains("linux"));
    }

    @Test
    void withoutDocumentsNothingIsLeftOfEarlierOnes() throws Exception {
        build(options(ProvenanceDetail.MIN, Place.REFERRERS), Platform.current());
        assertThat(documents()).isNotEmpty();
        build(AttestationOptions.NONE, Platform.current());
        assertThat(documents()).isEmpty();
        assertThat(attachments(OciLayout.open(space.layout()))).isEmpty();
    }

    @Test
    void aDocumentThatWasDeletedIsMadeAgain() throws Exception {
        AttestationOptions options = options(ProvenanceDetail.MIN, Place.REFERRERS);
        build(options, Platform.current());
        Files.delete(space.output().resolve("provenance.json"));
        build(options, Platform.current());
        assertThat(space.output().resolve("provenance.json")).exists();
    }

    @Test
    void inAnIndexAttestationsStandBesideTheImageAsBuildKitsDo() throws Exception {
        BuildResult result = build(options(ProvenanceDetail.MIN, Place.INDEX), Platform.current());
        OciLayout layout = OciLayout.open(space.layout());
        var root = layout.entry("");
        assertThat(root.digest()).isEqualTo(result.digest());
        assertThat(root.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        Digest image = layout.image("", Platform.current()).manifest().digest();
        var entries = layout.readIndex(root).manifests();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).platform()).hasToString("unknown/unknown");
        assertThat(entries.get(1).annotations())
                .containsEntry("vnd.docker.reference.type", "attestation-manifest")
                .containsEntry("vnd.docker.reference.digest", image.toString());
        assertThat(layout.images(root)).hasSize(1);
        assertThat(attachments(layout)).isEmpty();
    }

    private BuildResult build(AttestationOptions options, Platform... platforms) throws Exception {
        var environment = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new Warnings(), Map.of());
        var source = new ImageSource.Dockerfile(
                context, dockerfile, "", Map.of("VERSION", "1.2.3"), contexts, Map.of(), Map.of());
        return new Builder(environment)
                .build(BuildRequest.of(source, name, space)
                        .withPlatforms(List.of(platforms))
                        .withSecrets(Map.of("token", new Secret.OfEnvironment("TOKEN_VARIABLE")))
                        .withOptions(
                                new BuildOptionsBuilder().attestations(options).build()));
    }

    private static AttestationOptions options(ProvenanceDetail detail, Place place) {
        return new AttestationOptions(Set.of(), detail, place);
    }

    private JsonNode read(String file) throws IOException {
        return Json.parseObject(Files.readAllBytes(space.output().resolve(file)));
    }

    private List<String> documents() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(space.output())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("sbom") || name.startsWith("provenance"))
                    .forEach(names::add);
        }
        return names;
    }

    private static List<Attachment> attachments(OciLayout layout) throws IOException {
        List<Attachment> all = new ArrayList<>();
        for (var descriptor : layout.attachments()) {
            all.add(LayoutAttachments.read(layout, descriptor));
        }
        return all;
    }
}
