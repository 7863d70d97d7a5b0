package dev.drydock.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Json;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.Referrer;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.testing.RealRegistry;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images with documents about them. */
class AttachmentPushTest {

    private static final String SBOM = "application/vnd.cyclonedx+json";
    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    @TempDir
    Path temp;

    private TestRegistry registry;
    private Path layout;
    private Descriptor root;
    private List<Descriptor> platforms;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        layout = temp.resolve("image");
        root = new LayoutWriter(layout)
                .write(List.of(image("amd64"), image("arm64")), List.of(Reference.parse("me/app:1")));
        OciLayout written = OciLayout.open(layout);
        platforms = written.readIndex(written.entries().get(0)).manifests();
        attach(List.of(
                attachment(platforms.get(0), SBOM), attachment(platforms.get(1), SBOM), attachment(root, BUNDLE)));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private LayoutImage image(String architecture) throws IOException {
        byte[] layer = ("layer of " + architecture).getBytes(StandardCharsets.UTF_8);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(layer), layer.length);
        Path file = Files.write(temp.resolve(architecture), layer);
        byte[] config = ImageConfig.empty(new Platform("linux", architecture, ""))
                .withDiffIds(List.of(blob.digest()))
                .toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), List.of(blob), Map.of());
        return new LayoutImage(manifest, config, Map.of(blob.digest(), file), null, Map.of());
    }

    private static Attachment attachment(Descriptor subject, String type) {
        byte[] content = (type + " of " + subject.digest()).getBytes(StandardCharsets.UTF_8);
        return new Attachment(subject, type, List.of(new Attachment.Part(type, content, Map.of())), Map.of("a", "b"));
    }

    private void attach(List<Attachment> attachments) throws IOException {
        LayoutAttachments.replaceAll(layout, attachments);
    }

    private ImagePush push(String... names) {
        List<Reference> references = new ArrayList<>();
        for (String name : names) {
            references.add(Reference.parse(registry.hostAndPort() + "/team/" + name));
        }
        return new ImagePush(layout, references);
    }

    private static BuildEnvironment surroundings() {
        return new BuildEnvironment(new RegistryOptionsBuilder().build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }

    private List<String> types(String registryName, String repository, Digest subject) {
        Reference reference = Reference.parse(registryName + "/team/" + repository);
        try (RegistryClient client = RegistryClient.open(surroundings().registry(), BuildLog.NONE)) {
            return client.referrers(reference, subject, null).stream()
                    .map(Referrer::artifactType)
                    .toList();
        }
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
    void documentsFollowTheImagesAndPrecedeTheNames(boolean noApi) throws Exception {
        registry.quirks().noReferrers = noApi;
        List<PushReport> reports = Pushes.push(push("app:1", "app:latest", "copy:1"), surroundings());
        assertThat(reports)
                .hasSize(2)
                .allSatisfy(
                        report -> assertThat(report.attachments()).hasSize(3).allMatch(PushReport.Attachment::sent));
        for (String repository : List.of("app", "copy")) {
            assertThat(types(registry.hostAndPort(), repository, root.digest())).containsExactly(BUNDLE);
            for (Descriptor platform : platforms) {
                assertThat(types(registry.hostAndPort(), repository, platform.digest()))
                        .containsExactly(SBOM);
            }
        }
        List<String> puts = puts();
        List<String> documents = OciLayout.open(layout).attachments().stream()
                .map(each -> each.digest().toString())
                .toList();
        List<String> names = List.of("1", "latest");
        assertThat(puts.lastIndexOf(root.digest().toString())).isLessThan(puts.indexOf(documents.get(0)));
        int last = documents.stream().mapToInt(puts::lastIndexOf).max().orElseThrow();
        int lists = noApi ? puts.lastIndexOf("sha256-" + root.digest().hex()) : last;
        assertThat(names).allSatisfy(name -> assertThat(puts.indexOf(name)).isGreaterThan(Math.max(last, lists)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondPushSendsNothing(boolean noApi) throws Exception {
        registry.quirks().noReferrers = noApi;
        Pushes.push(push("app:1"), surroundings());
        registry.forgetRequests();
        List<PushReport> reports = Pushes.push(push("app:1"), surroundings());
        assertThat(reports.get(0).attachments()).hasSize(3).noneMatch(PushReport.Attachment::sent);
        assertThat(registry.requests()).extracting(Request::method).containsOnly("HEAD", "GET");
        assertThat(registry.requests())
                .as("one question a subject, two without the API")
                .hasSizeLessThanOrEqualTo(2 + 2 * 3);
    }

    @Test
    void documentsThatWereThereWithinTheDayAreNotAskedFor() throws Exception {
        Path record = Files.writeString(temp.resolve("image.json"), "{}");
        ImagePush push = new ImagePush(layout, push("app:1").names(), temp);
        Pushes.push(push, surroundings());
        registry.forgetRequests();
        assertThat(Pushes.push(push, surroundings()).get(0).attachments())
                .hasSize(3)
                .noneMatch(PushReport.Attachment::sent);
        assertThat(registry.requests()).noneMatch(AttachmentPushTest::asksForReferrers);
        ObjectNode changed = Json.parseObject(Files.readAllBytes(record));
        ((ObjectNode) changed.path("pushed").get(0)).put("time", "2026-11-01T00:00:00Z");
        Files.write(record, Json.write(changed));
        registry.forgetRequests();
        Pushes.push(push, surroundings());
        assertThat(registry.requests()).anyMatch(AttachmentPushTest::asksForReferrers);
        registry.forgetRequests();
        Pushes.push(push, surroundings());
        assertThat(registry.requests()).as("it is known anew").noneMatch(AttachmentPushTest::asksForReferrers);
    }

    @Test
    void documentsThatWereNeverThereAreSentThoughOthersWere() throws Exception {
        Files.writeString(temp.resolve("image.json"), "{}");
        ImagePush push = new ImagePush(layout, push("app:1").names(), temp);
        Pushes.push(push, surroundings());
        attach(List.of(attachment(root, BUNDLE), attachment(root, SBOM)));
        assertThat(Pushes.push(push, surroundings()).get(0).attachments())
                .extracting(PushReport.Attachment::sent)
                .containsExactly(false, true);
        assertThat(types(registry.hostAndPort(), "app", root.digest())).containsExactlyInAnyOrder(BUNDLE, SBOM);
    }

    private static boolean asksForReferrers(Request request) {
        return request.path().contains("/referrers/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherNameOfTheSameImageSendsNoDocument(boolean noApi) throws Exception {
        registry.quirks().noReferrers = noApi;
        Pushes.push(push("app:1"), surroundings());
        registry.forgetRequests();
        Pushes.push(push("app:2"), surroundings());
        assertThat(puts()).contains("2").noneMatch(name -> name.startsWith("sha256-"));
        assertThat(OciLayout.open(layout).attachments())
                .noneMatch(each -> puts().contains(each.digest().toString()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDocumentAddedLaterIsSentToAnImageThatIsThere(boolean noApi) throws Exception {
        registry.quirks().noReferrers = noApi;
        attach(List.of());
        Pushes.push(push("app:1"), surroundings());
        attach(List.of(attachment(root, BUNDLE)));
        List<PushReport> preview = JointPush.preview(
                        List.of(new PushItem(push("app:1"), surroundings(), "")), JointPush::open)
                .get(0);
        assertThat(preview.get(0).attachments()).hasSize(1).allMatch(PushReport.Attachment::sent);
        assertThat(types(registry.hostAndPort(), "app", root.digest())).isEmpty();
        Pushes.push(push("app:1"), surroundings());
        assertThat(types(registry.hostAndPort(), "app", root.digest())).containsExactly(BUNDLE);
        preview = JointPush.preview(List.of(new PushItem(push("app:1"), surroundings(), "")), JointPush::open)
                .get(0);
        assertThat(preview.get(0).attachments()).hasSize(1).noneMatch(PushReport.Attachment::sent);
    }

    /** Recorded before there were documents. */
    @Test
    void anImageWithoutDocumentsCostsWhatItCost() throws Exception {
        attach(List.of());
        Pushes.push(push("app:1"), surroundings());
        assertThat(registry.requests()).noneMatch(request -> request.path().contains("/referrers/"));
        registry.forgetRequests();
        Pushes.push(push("app:1"), surroundings());
        assertThat(registry.requests().stream()
                        .filter(request -> !request.path().equals("/v2/"))
                        .map(request -> request.method() + " " + request.path()))
                .containsExactly("HEAD /v2/team/app/manifests/1");
    }

    @Test
    void theRealRegistryHasThemAll() throws Exception {
        try (RealRegistry real = RealRegistry.start(temp)) {
            Reference name = Reference.parse(real.hostAndPort() + "/team/app:1");
            ImagePush push = new ImagePush(layout, List.of(name));
            assertThat(Pushes.push(push, surroundings()).get(0).attachments()).allMatch(PushReport.Attachment::sent);
            assertThat(Pushes.push(push, surroundings()).get(0).attachments())
                    .hasSize(3)
                    .noneMatch(PushReport.Attachment::sent);
            assertThat(types(real.hostAndPort(), "app", root.digest())).containsExactly(BUNDLE);
            assertThat(types(real.hostAndPort(), "app", platforms.get(1).digest()))
                    .containsExactly(SBOM);
        }
    }
}
