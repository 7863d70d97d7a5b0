package dev.drydock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.Place;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.SigningOptions;
import dev.drydock.engine.SigningOptions.Format;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.image.SignatureManifest;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.testing.RealRegistry;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.verify.Findings;
import dev.drydock.verify.LayoutPlace;
import dev.drydock.verify.RegistryPlace;
import dev.drydock.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images signed in cosign's older form: built, pushed, verified. */
class LegacySignaturePushTest {

    private static final List<Platform> BOTH = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));

    @TempDir
    Path temp;

    private TestRegistry registry;
    private Workspace space;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        key = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static BuildEnvironment surroundings() {
        return new BuildEnvironment(new RegistryOptionsBuilder().build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }

    private Reference name(String nameAndTag) {
        return Reference.parse(registry.hostAndPort() + "/team/" + nameAndTag);
    }

    private void build(Format format, Reference... names) throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "a");
        Path file = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY a.txt /\n");
        var signing = new SigningOptions(key, List.of(), temp, null, format);
        var attestations = new AttestationOptions(Set.of(), ProvenanceDetail.MIN, Place.REFERRERS, signing);
        var request = new BuildRequest(
                new ImageSource.Dockerfile(context, file),
                List.of(names),
                BOTH,
                space,
                new BuildOptionsBuilder().attestations(attestations).build(),
                Map.of());
        new Builder(surroundings()).build(request);
    }

    private List<PushReport> push(Reference... names) throws IOException {
        return Pushes.push(new ImagePush(space.layout(), List.of(names)), surroundings());
    }

    /** The whole, and the image of each platform. */
    private List<Descriptor> subjects() throws IOException {
        OciLayout layout = OciLayout.open(space.layout());
        List<Descriptor> subjects = new ArrayList<>(List.of(layout.entry("")));
        subjects.addAll(layout.readIndex(layout.entry("")).manifests());
        return subjects;
    }

    private List<String> signatureTags() throws IOException {
        List<String> tags = new ArrayList<>();
        for (Descriptor subject : subjects()) {
            tags.add(SignatureManifest.tag(subject.digest()));
        }
        return tags;
    }

    private Manifest signatures(RegistryClient client, Reference image, String tag) throws IOException {
        FetchedManifest found = client.find(image.withTag(tag)).orElseThrow();
        return Manifest.parse(found.raw(), found.mediaType());
    }

    private List<Descriptor> signatures(Reference image, String tag) throws IOException {
        try (RegistryClient client = RegistryClient.open(surroundings().registry(), BuildLog.NONE)) {
            return signatures(client, image, tag).layers();
        }
    }

    private String payload(String repository, Descriptor signature) throws IOException {
        Path file = Files.createTempFile(temp, "payload", "");
        Files.delete(file);
        try (RegistryClient client = RegistryClient.open(surroundings().registry(), BuildLog.NONE)) {
            client.fetchBlob(name(repository), signature, file);
        }
        return Files.readString(file);
    }

    private static Findings verify(Reference image, VerifyingKey by) throws IOException {
        try (RegistryClient client = RegistryClient.open(surroundings().registry(), BuildLog.NONE)) {
            return Verification.of(new RegistryPlace(client, image), by);
        }
    }

    private VerifyingKey publicKey() {
        return KeyFiles.verifying(Path.of(key + ".pub"), "");
    }

    private List<String> puts() {
        return registry.requests().stream()
                .filter(request ->
                        request.method().equals("PUT") && request.path().contains("/manifests/"))
                .map(request -> request.path().replaceAll(".*/", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void signaturesFollowTheImagesAndPrecedeTheNames(boolean noApi) throws Exception {
        registry.quirks().noReferrers = noApi;
        build(Format.LEGACY, name("app:1"), name("app:latest"));
        List<PushReport> reports = push();
        assertThat(reports.get(0).attachments())
                .as("for each of two platforms provenance and its signature, three signatures of images")
                .hasSize(2 * 2 + 3)
                .allMatch(PushReport.Attachment::sent);
        List<String> puts = puts();
        List<String> tags = signatureTags();
        assertThat(puts).containsAll(tags);
        int first = tags.stream().mapToInt(puts::indexOf).min().orElseThrow();
        int last = tags.stream().mapToInt(puts::lastIndexOf).max().orElseThrow();
        for (Descriptor image : subjects()) {
            assertThat(puts.lastIndexOf(image.digest().toString())).isBetween(0, first);
        }
        assertThat(List.of("1", "latest"))
                .allSatisfy(name -> assertThat(puts.indexOf(name)).isGreaterThan(last));
    }

    @Test
    void whatWasPushedIsVerifiedAndByNoOtherKey() throws Exception {
        build(Format.LEGACY, name("app:1"));
        push();
        Findings found = verify(name("app:1"), publicKey());
        assertThat(found.wrong()).isEmpty();
        assertThat(found.unverified()).isEmpty();
        assertThat(found.right())
                .isEqualTo(Verification.of(new LayoutPlace(OciLayout.open(space.layout())), publicKey())
                        .right())
                .anyMatch(line -> line.contains("is signed by the key"))
                .anyMatch(line -> line.startsWith("The statement https://slsa.dev/provenance/v1"));
        VerifyingKey other = SampleKeys.signer(SampleKeys.write(SampleKeys.rsa(2048), temp.resolve("other")))
                .key();
        assertThat(verify(name("app:1"), other).wrong())
                .singleElement()
                .asString()
                .endsWith("the signature " + signatureTags().get(0) + " is not by this key");
    }

    @Test
    void eachRepositoryHasAPayloadThatNamesIt() throws Exception {
        build(Format.LEGACY, name("app:1"), name("app:latest"), name("copy:1"));
        push();
        for (String repository : List.of("app", "copy")) {
            for (Descriptor subject : subjects()) {
                List<Descriptor> signatures =
                        signatures(name(repository + ":1"), SignatureManifest.tag(subject.digest()));
                assertThat(signatures).hasSize(1);
                assertThat(payload(repository, signatures.get(0)))
                        .contains("{\"docker-reference\":\"" + registry.hostAndPort() + "/team/" + repository + "\"}")
                        .contains(subject.digest().toString());
            }
        }
    }

    @Test
    void aRepositoryThatTheImageIsNotSignedForGetsNothing() throws Exception {
        build(Format.LEGACY, name("app:1"));
        assertThatThrownBy(() -> push(name("app:1"), name("other:1")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("cannot be pushed to " + registry.hostAndPort() + "/team/other")
                .hasMessageContaining("they name " + registry.hostAndPort() + "/team/app");
        assertThat(registry.requests()).isEmpty();
        build(Format.BUNDLE, name("app:1"));
        push(name("other:1"));
    }

    @Test
    void aSecondPushSendsNothing() throws Exception {
        build(Format.LEGACY, name("app:1"));
        push();
        registry.forgetRequests();
        assertThat(push().get(0).attachments()).hasSize(7).noneMatch(PushReport.Attachment::sent);
        assertThat(registry.requests()).extracting(Request::method).containsOnly("HEAD", "GET");
        Files.deleteIfExists(space.output().resolve("image.inputs"));
        build(Format.LEGACY, name("app:1"), name("app:2"));
        push();
        assertThat(puts()).contains("2").doesNotContainAnyElementsOf(signatureTags());
    }

    @Test
    void anotherFormIsAnotherBuildAndLeavesWhatIsUnderTheTag() throws Exception {
        build(Format.LEGACY, name("app:1"));
        push();
        List<String> tags = signatureTags();
        build(Format.BUNDLE, name("app:1"));
        assertThat(signatureTags()).isEqualTo(tags);
        registry.forgetRequests();
        push();
        assertThat(puts()).hasSize(3).doesNotContainAnyElementsOf(tags);
        assertThat(signatures(name("app:1"), tags.get(0))).hasSize(1);
    }

    @Test
    void signaturesOfOthersAreKept() throws Exception {
        build(Format.LEGACY, name("app:1"));
        push();
        VerifyingKey first = publicKey();
        key = SampleKeys.write(SampleKeys.rsa(2048), temp.resolve("second"));
        build(Format.LEGACY, name("app:1"));
        PushReport report = push().get(0);
        assertThat(report.attachments()).filteredOn(PushReport.Attachment::sent).hasSize(3 + 2);
        for (String tag : signatureTags()) {
            assertThat(signatures(name("app:1"), tag)).hasSize(2);
        }
        for (VerifyingKey each : List.of(first, publicKey())) {
            assertThat(verify(name("app:1"), each).right())
                    .anyMatch(line -> line.contains("is signed by the key " + each.name()));
        }
    }

    @Test
    void aSignatureThatSomebodyElseOverwritesIsWrittenAgain() throws Exception {
        build(Format.LEGACY, name("app:1"));
        push();
        String tag = signatureTags().get(0);
        String before = registry.storage().tagged("team/app", tag).orElseThrow();
        key = SampleKeys.write(SampleKeys.rsa(2048), temp.resolve("second"));
        build(Format.LEGACY, name("app:1"));
        registry.forgetRequests();
        AtomicInteger lost = new AtomicInteger();
        // Twice another writer, who has read the manifest before, puts back what it was.
        registry.setFaults(request -> request.path().endsWith(tag)
                        && request.method().equals("GET")
                        && puts().contains(tag)
                        && lost.incrementAndGet() <= 2
                ? (at, asked, connection) -> {
                    at.storage().tag("team/app", tag, before);
                    connection.send(at.answer(asked));
                }
                : null);
        push();
        assertThat(lost).hasValueGreaterThan(2);
        assertThat(signatures(name("app:1"), tag)).hasSize(2);
    }

    @Test
    void somethingElseUnderTheTagIsNotOverwritten() throws Exception {
        build(Format.BUNDLE, name("app:1"));
        push();
        build(Format.LEGACY, name("app:1"));
        String tag = signatureTags().get(0);
        Digest index = subjects().get(0).digest();
        registry.storage().tag("team/app", tag, index.toString());
        assertThatThrownBy(this::push)
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(tag + " should be the list of the image's signatures, but is something else");
        assertThat(registry.storage().tagged("team/app", tag)).contains(index.toString());
    }

    @Test
    void aPreviewTellsOfSignaturesAndSendsNone() throws Exception {
        build(Format.LEGACY, name("app:1"));
        assertThat(preview()).hasSize(7).allMatch(PushReport.Attachment::sent);
        assertThat(puts()).isEmpty();
        push();
        assertThat(preview()).hasSize(7).noneMatch(PushReport.Attachment::sent);
    }

    private List<PushReport.Attachment> preview() throws IOException {
        PushItem item = new PushItem(new ImagePush(space.layout(), List.of()), surroundings(), "");
        return JointPush.preview(List.of(item), JointPush::open).get(0).get(0).attachments();
    }

    @Test
    void theRealRegistryHasThem() throws Exception {
        try (RealRegistry real = RealRegistry.start(temp)) {
            Reference name = Reference.parse(real.hostAndPort() + "/team/app:1");
            build(Format.LEGACY, name);
            assertThat(push().get(0).attachments()).allMatch(PushReport.Attachment::sent);
            assertThat(push().get(0).attachments()).noneMatch(PushReport.Attachment::sent);
            Findings found = verify(name, publicKey());
            assertThat(found.wrong()).isEmpty();
            assertThat(found.unverified()).isEmpty();
            for (String tag : signatureTags()) {
                assertThat(signatures(name, tag)).hasSize(1);
            }
        }
    }
}
