package dev.drydock.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacySignatureTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final Descriptor IMAGE = new Descriptor(MediaTypes.OCI_MANIFEST, DIGEST, 1);
    private static final Reference APP = Reference.parse("registry.example/me/app:1");

    @TempDir
    Path temp;

    private Signer signer;

    @BeforeEach
    void makeKey() throws IOException {
        signer = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key")));
    }

    /** The order of the fields, too, is cosign's, so that a signature of the same image by cosign has the same payload. */
    @ParameterizedTest
    @CsvSource({
        "registry.example:5000/me/app:1, registry.example:5000/me/app",
        "ghcr.io/me/app@sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a, ghcr.io/me/app",
        "debian, index.docker.io/library/debian",
        "me/app:1, index.docker.io/me/app",
    })
    void thePayloadNamesImageAndRepository(String name, String repository) {
        assertThat(new String(LegacySignature.payload(DIGEST, Reference.parse(name)), StandardCharsets.UTF_8))
                .isEqualTo("{\"critical\":{\"identity\":{\"docker-reference\":\"" + repository
                        + "\"},\"image\":{\"docker-manifest-digest\":\"" + DIGEST
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}");
    }

    private List<Attachment> sign(List<Attachment> earlier, Reference... repositories) throws IOException {
        return new Signatures(signer, Instant.EPOCH, earlier).legacy(List.of(IMAGE), List.of(repositories));
    }

    @Test
    void eachRepositoryHasASignatureOfItsOwn() throws IOException {
        List<Attachment> signatures = sign(List.of(), APP, Reference.parse("me/app"));
        assertThat(signatures)
                .extracting(each -> each.annotations().get("dev.drydock.repository"))
                .containsExactly("registry.example/me/app", "docker.io/me/app");
        for (Attachment each : signatures) {
            assertThat(each.subject()).isEqualTo(IMAGE);
            assertThat(each.artifactType()).isEqualTo("application/vnd.dev.cosign.artifact.sig.v1+json");
            assertThat(each.parts())
                    .singleElement()
                    .extracting(Attachment.Part::mediaType)
                    .isEqualTo("application/vnd.dev.cosign.simplesigning.v1+json");
            LegacySignature signature = LegacySignature.of(each).orElseThrow();
            assertThat(signature.isBy(signer.key())).isTrue();
            assertThat(signature.image()).isEqualTo(DIGEST.toString());
            assertThat(each.parts().get(0).descriptor().annotations())
                    .isEqualTo(Map.of("dev.cosignproject.cosign/signature", signature.signature()));
        }
    }

    /** One that signs differently each time, as programs do. */
    @Test
    void anEarlierSignatureOfTheSamePayloadIsKept() throws IOException {
        signer = new Randomly(SampleKeys.ec("secp256r1"));
        List<Attachment> first = sign(List.of(), APP);
        assertThat(manifests(sign(first, APP))).isEqualTo(manifests(first));
        assertThat(manifests(sign(List.of(), APP))).isNotEqualTo(manifests(first));
        assertThat(manifests(sign(first, Reference.parse("me/other")))).doesNotContainAnyElementsOf(manifests(first));
        signer = new Randomly(SampleKeys.ec("secp256r1"));
        assertThat(manifests(sign(first, APP))).isNotEqualTo(manifests(first));
    }

    private static List<Digest> manifests(List<Attachment> attachments) {
        return attachments.stream().map(each -> each.manifest().digest()).toList();
    }

    private record Randomly(KeyPair pair) implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            try {
                var signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(pair.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public VerifyingKey key() {
            return new VerifyingKey(pair.getPublic(), "random");
        }
    }

    @Test
    void anotherAttachmentIsNoSuchSignature() throws IOException {
        for (Attachment bundle :
                new Signatures(signer, Instant.EPOCH, List.of()).attachments(List.of(IMAGE), List.of())) {
            assertThat(LegacySignature.of(bundle)).isEmpty();
        }
    }
}
