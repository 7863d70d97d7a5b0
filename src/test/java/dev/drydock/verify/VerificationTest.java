package dev.drydock.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
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
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.Bundle;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.Signatures;
import dev.drydock.sign.Signer;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

    private static final String CYCLONEDX = "application/vnd.cyclonedx+json";

    @TempDir
    Path temp;

    private Path layout;
    private Signer signer;
    private VerifyingKey key;
    private Descriptor root;
    private List<Descriptor> platforms;
    private byte[] bill;

    @BeforeEach
    void makeSignedImage() throws IOException {
        signer = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key")));
        key = signer.key();
        layout = temp.resolve("image");
        writeImage(layout, "one");
        bill = bill(diffId("one amd64"));
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(attachment(platforms.get(0), CYCLONEDX, bill));
        attachments.add(attachment(
                platforms.get(0),
                Statement.MEDIA_TYPE,
                statement("https://slsa.dev/provenance/v1", "{}").content()));
        attachments.addAll(signatures(List.of(
                statement("https://cyclonedx.org/bom", text(bill)),
                statement("https://slsa.dev/provenance/v1", "{}"))));
        LayoutAttachments.replaceAll(layout, attachments);
    }

    private void writeImage(Path to, String content) throws IOException {
        root = new LayoutWriter(to)
                .write(
                        List.of(image(content + " amd64", "amd64"), image(content + " arm64", "arm64")),
                        List.of(Reference.parse("me/app:1")));
        OciLayout written = OciLayout.open(to);
        platforms = written.readIndex(written.entries().get(0)).manifests();
    }

    private static Digest diffId(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private LayoutImage image(String content, String architecture) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        byte[] layer = packed.toByteArray();
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(layer), layer.length);
        Path file = Files.write(temp.resolve(content), layer);
        byte[] config = ImageConfig.empty(new Platform("linux", architecture, ""))
                .withDiffIds(List.of(diffId(content)))
                .toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), List.of(blob), Map.of());
        return new LayoutImage(manifest, config, Map.of(blob.digest(), file), null, Map.of());
    }

    private static byte[] bill(Digest layer) {
        return ("{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"bash\",\"properties\":[{\"name\":"
                        + "\"dev.drydock:layer\",\"value\":\"" + layer + "\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Statement statement(String predicateType, String predicate) {
        return statement(platforms.get(0), platforms.get(0).digest(), predicateType, predicate);
    }

    private static Statement statement(Descriptor at, Digest about, String predicateType, String predicate) {
        return new Statement(
                at,
                ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\"" + about.hex()
                                + "\"}}],\"predicateType\":\"" + predicateType + "\",\"predicate\":" + predicate + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private List<Attachment> signatures(List<Statement> statements) throws IOException {
        List<Descriptor> images = new ArrayList<>(List.of(root));
        images.addAll(platforms);
        return new Signatures(signer, Instant.EPOCH, List.of()).attachments(images, statements);
    }

    private static Attachment attachment(Descriptor subject, String type, byte[] content) {
        return new Attachment(subject, type, List.of(new Attachment.Part(type, content, Map.of())), Map.of());
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private Findings verify() throws IOException {
        return Verification.of(new LayoutPlace(OciLayout.open(layout)), key);
    }

    private List<Attachment> attachments() throws IOException {
        OciLayout open = OciLayout.open(layout);
        List<Attachment> attachments = new ArrayList<>();
        for (Descriptor each : open.attachments()) {
            attachments.add(LayoutAttachments.read(open, each));
        }
        return attachments;
    }

    private void remove(Predicate<Attachment> which) throws IOException {
        List<Attachment> attachments = attachments();
        attachments.removeIf(which);
        LayoutAttachments.replaceAll(layout, attachments);
    }

    private void add(Attachment one) throws IOException {
        List<Attachment> attachments = attachments();
        attachments.add(one);
        LayoutAttachments.replaceAll(layout, attachments);
    }

    private Path blob(Digest digest) {
        return layout.resolve("blobs/sha256").resolve(digest.hex());
    }

    private Digest layerOf(Descriptor platform) throws IOException {
        return OciLayout.open(layout).image(platform).manifest().layers().get(0).digest();
    }

    private static boolean isSbom(Attachment attachment) {
        return attachment.artifactType().equals(CYCLONEDX);
    }

    private static boolean isSignature(Attachment attachment) {
        return attachment.artifactType().equals(Bundle.MEDIA_TYPE);
    }

    @Test
    void anImageAsItWasSignedHolds() throws IOException {
        Findings found = verify();
        assertThat(found.wrong()).isEmpty();
        assertThat(found.unverified()).isEmpty();
        String amd = platforms.get(0).digest().toString();
        assertThat(found.right())
                .containsExactly(
                        root.digest() + " is signed by the key " + temp.resolve("key"),
                        "linux/amd64  " + amd
                                + ": the manifest, the configuration and 1 layer have the bytes that their digests say",
                        "The bill of materials (" + CYCLONEDX + ") of " + amd + " is signed",
                        "The bill of materials (" + CYCLONEDX + ") of " + amd
                                + " places its 1 components in layers that the image has",
                        "The statement https://slsa.dev/provenance/v1 about " + amd + " is signed",
                        "linux/arm64  " + platforms.get(1).digest()
                                + ": the manifest, the configuration and 1 layer have the bytes that their digests say");
    }

    @Test
    void aManipulatedLayerIsFound() throws IOException {
        Path layer = blob(layerOf(platforms.get(1)));
        byte[] bytes = Files.readAllBytes(layer);
        bytes[bytes.length - 1] ^= 1;
        Files.delete(layer);
        Files.write(layer, bytes);
        assertThat(verify().wrong())
                .containsExactly("The layer sha256:" + layer.getFileName() + " has other bytes than its digest says");
    }

    /** Digest and size of the blob are right, and still the image is another one than its configuration says. */
    @Test
    void aLayerThatUnpacksToSomethingElseIsFound() throws IOException {
        byte[] config = ImageConfig.empty(new Platform("linux", "amd64", ""))
                .withDiffIds(List.of(diffId("something else")))
                .toBytes();
        LayoutImage right = image("one amd64", "amd64");
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                right.manifest().layers(),
                Map.of());
        root = new LayoutWriter(layout)
                .write(
                        List.of(new LayoutImage(manifest, config, right.blobs(), null, Map.of())),
                        List.of(Reference.parse("me/app:1")));
        platforms = List.of();
        LayoutAttachments.replaceAll(layout, signatures(List.of()));
        assertThat(verify().wrong())
                .singleElement()
                .asString()
                .contains("does not unpack to " + diffId("something else"));
    }

    @Test
    void aManipulatedConfigurationIsFound() throws IOException {
        Digest config = OciLayout.open(layout)
                .image(platforms.get(0))
                .manifest()
                .config()
                .digest();
        String text = Files.readString(blob(config));
        Files.delete(blob(config));
        Files.writeString(blob(config), text.replace("amd64", "amd46"));
        assertThat(verify().wrong()).singleElement().asString().contains("blob " + config + " has other bytes");
    }

    @Test
    void aManipulatedBillOfMaterialsIsFound() throws IOException {
        Digest digest = Digest.of(bill);
        String text = Files.readString(blob(digest));
        Files.writeString(blob(digest), text.replace("bash", "dash"));
        assertThat(verify().wrong()).singleElement().asString().contains("blob " + digest + " has other bytes");
    }

    @Test
    void aBillThatWasReplacedAsAWholeIsNotTheSignedOne() throws IOException {
        remove(VerificationTest::isSbom);
        add(attachment(
                platforms.get(0), CYCLONEDX, text(bill).replace("bash", "dash").getBytes(StandardCharsets.UTF_8)));
        assertThat(verify().wrong())
                .containsExactly("The bill of materials (" + CYCLONEDX + ") of "
                        + platforms.get(0).digest() + " is not the one that is signed");
    }

    @Test
    void aBillThatPlacesComponentsInOtherLayersIsFoundEvenIfItIsSigned() throws IOException {
        byte[] wrong = bill(diffId("no layer"));
        List<Attachment> attachments = signatures(List.of(statement("https://cyclonedx.org/bom", text(wrong))));
        attachments.add(attachment(platforms.get(0), CYCLONEDX, wrong));
        LayoutAttachments.replaceAll(layout, attachments);
        assertThat(verify().wrong())
                .singleElement()
                .asString()
                .contains("has bash in the layer " + diffId("no layer") + ", which the image does not have");
    }

    @Test
    void documentsThatNobodySignedAreNamed() throws IOException {
        LayoutAttachments.replaceAll(layout, signatures(List.of()));
        add(attachment(platforms.get(0), CYCLONEDX, bill));
        Findings found = verify();
        assertThat(found.wrong()).isEmpty();
        assertThat(found.unverified())
                .containsExactly(
                        "The bill of materials (" + CYCLONEDX + ") of "
                                + platforms.get(0).digest() + " is not signed",
                        "The bill of materials (" + CYCLONEDX + ") of "
                                + platforms.get(0).digest()
                                + " was not made by Drydock, so it is not compared with the layers");
    }

    @Test
    void anotherKeyVerifiesNothing() throws IOException {
        key = SampleKeys.signer(SampleKeys.write(SampleKeys.rsa(2048), temp.resolve("other")))
                .key();
        assertThat(verify().wrong())
                .singleElement()
                .asString()
                .startsWith(root.digest() + " is not signed by the key " + temp.resolve("other")
                        + ": the signature sha256:")
                .endsWith(" is not by this key");
    }

    @Test
    void anImageWithoutSignatureIsRefused() throws IOException {
        remove(VerificationTest::isSignature);
        assertThat(verify().wrong())
                .contains(root.digest() + " is not signed by the key " + key.name() + ": there is no signature");
    }

    @Test
    void aSignatureMovedToAnotherImageIsRefused() throws IOException {
        Digest signed = root.digest();
        byte[] bundle = attachments().stream()
                .filter(each -> isSignature(each) && each.subject().digest().equals(signed))
                .findFirst()
                .orElseThrow()
                .parts()
                .get(0)
                .content();
        writeImage(layout, "another");
        add(attachment(root, Bundle.MEDIA_TYPE, bundle));
        assertThat(verify().wrong())
                .singleElement()
                .asString()
                .contains(root.digest() + " is not signed by the key")
                .contains("is about another image, " + signed);
    }

    /** In the layout, where it is an attachment; and as well in a registry where somebody has made a referrer of it. */
    @Test
    void aSignatureInTheOlderFormHoldsForItsImageOnly() throws IOException {
        Reference name = Reference.parse("registry.example/me/app");
        List<Attachment> signatures =
                new Signatures(signer, Instant.EPOCH, List.of()).legacy(List.of(root), List.of(name));
        LayoutAttachments.replaceAll(layout, signatures);
        assertThat(verify().wrong()).isEmpty();
        Digest signed = root.digest();
        writeImage(layout, "another");
        Attachment moved = signatures.get(0);
        LayoutAttachments.replaceAll(
                layout, List.of(new Attachment(root, moved.artifactType(), moved.parts(), moved.annotations())));
        assertThat(verify().wrong())
                .singleElement()
                .asString()
                .contains(root.digest() + " is not signed by the key")
                .contains("is about another image, " + signed);
    }

    @Test
    void aStatementAboutAnotherImageIsFound() throws IOException {
        Digest other = diffId("other");
        add(attachment(
                platforms.get(1),
                Statement.MEDIA_TYPE,
                statement(platforms.get(1), other, "https://slsa.dev/provenance/v1", "{}")
                        .content()));
        assertThat(verify().wrong())
                .containsExactly("The statement https://slsa.dev/provenance/v1 attached to "
                        + platforms.get(1).digest() + " is about another image, " + other);
    }

    @Test
    void aStatementOtherThanTheSignedOneIsFound() throws IOException {
        add(attachment(
                platforms.get(0),
                Statement.MEDIA_TYPE,
                statement("https://slsa.dev/provenance/v1", "{\"changed\":true}")
                        .content()));
        assertThat(verify().wrong())
                .containsExactly("The statement https://slsa.dev/provenance/v1 about "
                        + platforms.get(0).digest() + " is not the one that is signed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anImageInARegistryIsVerifiedThere(boolean noApi) throws Exception {
        var surroundings =
                new BuildEnvironment(new RegistryOptionsBuilder().build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(surroundings.registry(), BuildLog.NONE)) {
            registry.quirks().noReferrers = noApi;
            Reference name = Reference.parse(registry.hostAndPort() + "/team/app:1");
            Pushes.push(new ImagePush(layout, List.of(name)), surroundings);
            Findings found = Verification.of(new RegistryPlace(client, name), key);
            assertThat(found.wrong()).isEmpty();
            assertThat(found.right()).isEqualTo(verify().right());

            remove(VerificationTest::isSignature);
            Reference unsigned = Reference.parse(registry.hostAndPort() + "/team/unsigned:1");
            Pushes.push(new ImagePush(layout, List.of(unsigned)), surroundings);
            assertThat(Verification.of(new RegistryPlace(client, unsigned), key).wrong())
                    .contains(root.digest() + " is not signed by the key " + key.name() + ": there is no signature");
        }
    }
}
