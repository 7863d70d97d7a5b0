package dev.drydock.engine.output;

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
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.Bundle;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that sign. */
class SigningTest {

    private static final List<Platform> BOTH = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));

    @TempDir
    Path temp;

    private Path context;
    private Workspace space;
    private Path key;

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY a.txt /\n");
        key = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key"));
    }

    private void build(ProvenanceDetail provenance, SigningOptions signing, List<Platform> platforms) throws Exception {
        var attestations = new AttestationOptions(Set.of(), provenance, Place.REFERRERS, signing);
        var request = BuildRequest.of(
                        new ImageSource.Dockerfile(context, context.resolve("Dockerfile")),
                        Reference.parse("me/app:1"),
                        space)
                .withPlatforms(platforms)
                .withOptions(
                        new BuildOptionsBuilder().attestations(attestations).build());
        new Builder(new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of()))
                .build(request);
    }

    private SigningOptions withKey() {
        return new SigningOptions(key, List.of(), temp, null, Format.BUNDLE);
    }

    private List<Attachment> bundles() throws IOException {
        OciLayout layout = OciLayout.open(space.layout());
        List<Attachment> bundles = new ArrayList<>();
        for (Descriptor each : layout.attachments()) {
            Attachment attachment = LayoutAttachments.read(layout, each);
            if (attachment.artifactType().equals(Bundle.MEDIA_TYPE)) {
                bundles.add(attachment);
            }
        }
        return bundles;
    }

    @Test
    void theWholeAndEachPlatformAndEachStatementAreSigned() throws Exception {
        build(ProvenanceDetail.MIN, withKey(), BOTH);
        OciLayout layout = OciLayout.open(space.layout());
        Descriptor root = layout.entry("");
        List<Descriptor> images = layout.readIndex(root).manifests();
        VerifyingKey verifying = KeyFiles.verifying(Path.of(key + ".pub"), "");
        List<Attachment> bundles = bundles();
        assertThat(bundles)
                .extracting(each -> each.subject().digest())
                .containsExactly(
                        root.digest(),
                        images.get(0).digest(),
                        images.get(1).digest(),
                        images.get(0).digest(),
                        images.get(1).digest());
        for (Attachment each : bundles) {
            Bundle bundle = Bundle.parse(each.parts().get(0).content());
            assertThat(bundle.isSignedBy(verifying)).isTrue();
            assertThat(new Statement(each.subject(), bundle.payload()).subjects())
                    .contains(each.subject().digest());
        }
    }

    @Test
    void withoutDocumentsTheImageIsSignedAllTheSame() throws Exception {
        build(ProvenanceDetail.NONE, withKey(), List.of(Platform.current()));
        assertThat(bundles()).hasSize(1);
    }

    @Test
    void theSameImageIsSignedAlikeAndAnotherKeySignsAnew() throws Exception {
        build(ProvenanceDetail.MIN, withKey(), BOTH);
        List<Descriptor> first = OciLayout.open(space.layout()).attachments();
        Files.deleteIfExists(space.output().resolve("image.inputs"));
        build(ProvenanceDetail.MIN, withKey(), BOTH);
        assertThat(OciLayout.open(space.layout()).attachments()).isEqualTo(first);
        SampleKeys.write(SampleKeys.ec("secp256r1"), key);
        build(ProvenanceDetail.MIN, withKey(), BOTH);
        assertThat(OciLayout.open(space.layout()).attachments()).isNotEqualTo(first);
        assertThat(Bundle.parse(bundles().get(0).parts().get(0).content())
                        .isSignedBy(KeyFiles.verifying(Path.of(key + ".pub"), "")))
                .isTrue();
    }

    @Test
    void aProgramThatSignsDifferentlyEachTimeIsNotAskedAgain() throws Exception {
        // Signs with a random number that is one, as openssl does.
        var command = new SigningOptions(
                null,
                List.of("sh", "-c", "echo x >> asked; openssl dgst -sha256 -sign key"),
                temp,
                Path.of(key + ".pub"),
                Format.BUNDLE);
        build(ProvenanceDetail.NONE, command, List.of(Platform.current()));
        List<Descriptor> first = OciLayout.open(space.layout()).attachments();
        Files.deleteIfExists(space.output().resolve("image.inputs"));
        build(ProvenanceDetail.NONE, command, List.of(Platform.current()));
        assertThat(OciLayout.open(space.layout()).attachments()).isEqualTo(first);
        assertThat(temp.resolve("asked")).hasContent("x\n");
    }

    @Test
    void aKeyThatIsNotThereIsFoundOutBeforeAnythingIsBuilt() {
        key = temp.resolve("absent");
        assertThatThrownBy(() -> build(ProvenanceDetail.NONE, withKey(), BOTH))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("There is no key file " + key);
        assertThat(space.layout()).doesNotExist();
    }

    @Test
    void aBuildThatSignsNoLongerLeavesNoSignature() throws Exception {
        build(ProvenanceDetail.NONE, withKey(), BOTH);
        build(ProvenanceDetail.NONE, null, BOTH);
        assertThat(OciLayout.open(space.layout()).attachments()).isEmpty();
    }
}
