package dev.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureManifestTest {

    private static final Digest PAYLOAD = Digest.of(new byte[] {1});
    private static final Descriptor OURS = signature(PAYLOAD, "b3Vycw==");

    private static Descriptor signature(Digest payload, String signature) {
        return new Descriptor(
                "application/vnd.dev.cosign.simplesigning.v1+json",
                payload,
                240,
                Map.of("dev.cosignproject.cosign/signature", signature),
                null);
    }

    @Test
    void theTagIsMadeOfTheDigest() {
        assertThat(SignatureManifest.tag(PAYLOAD)).isEqualTo("sha256-" + PAYLOAD.hex() + ".sig");
    }

    /** Compared with a signature of cosign 2: a configuration for one signature has 233 bytes. */
    @Test
    void aFirstSignatureHasTheFormOfCosign() throws IOException {
        SignatureManifest made = SignatureManifest.with(null, List.of(OURS));
        String config = new String(made.config(), StandardCharsets.UTF_8);
        assertThat(config)
                .hasSize(233)
                .isEqualTo("{\"architecture\":\"\",\"created\":\"0001-01-01T00:00:00Z\",\"history\":[{\"created\":"
                        + "\"0001-01-01T00:00:00Z\"}],\"os\":\"\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + PAYLOAD + "\"]},\"config\":{}}");
        Manifest manifest = made.manifest();
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
        assertThat(manifest.config()).isEqualTo(new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(made.config()), 233));
        assertThat(manifest.layers()).containsExactly(OURS);
    }

    /** Fields we do not know, too. */
    @ParameterizedTest
    @CsvSource({
        MediaTypes.OCI_MANIFEST + ", " + MediaTypes.OCI_CONFIG,
        MediaTypes.DOCKER_MANIFEST + ", " + MediaTypes.DOCKER_CONFIG
    })
    void signaturesOfOthersStayAsTheyAre(String manifestType, String configType) throws IOException {
        Digest theirs = Digest.of(new byte[] {2});
        String layer = "{\"mediaType\":\"application/vnd.dev.cosign.simplesigning.v1+json\",\"size\":241,\"digest\":\""
                + theirs + "\",\"annotations\":{\"dev.cosignproject.cosign/signature\":\"dGhlaXJz\","
                + "\"dev.sigstore.cosign/bundle\":\"{}\"},\"x\":1}";
        String known = "{\"schemaVersion\":2,\"mediaType\":\"" + manifestType + "\",\"config\":{\"mediaType\":\""
                + configType + "\",\"size\":3,\"digest\":\"" + theirs + "\"},\"layers\":[" + layer
                + "],\"annotations\":{\"a\":\"b\"}}";
        SignatureManifest made = SignatureManifest.with(
                Manifest.parse(known.getBytes(StandardCharsets.UTF_8), manifestType), List.of(OURS));
        assertThat(new String(made.manifest().raw(), StandardCharsets.UTF_8))
                .contains("\"layers\":[" + layer + ",{")
                .contains("\"annotations\":{\"a\":\"b\"}");
        assertThat(made.manifest().mediaType()).isEqualTo(manifestType);
        assertThat(made.manifest().config())
                .isEqualTo(new Descriptor(configType, Digest.of(made.config()), made.config().length));
        assertThat(new String(made.config(), StandardCharsets.UTF_8))
                .contains("\"diff_ids\":[\"" + theirs + "\",\"" + PAYLOAD + "\"]");
    }

    @Test
    void aSignatureIsKnownByItsBytesAndByThoseOfThePayload() throws IOException {
        Manifest known = SignatureManifest.with(null, List.of(OURS)).manifest();
        Descriptor another = signature(PAYLOAD, "YW5vdGhlcg==");
        Descriptor ofSomethingElse = signature(Digest.of(new byte[] {3}), "b3Vycw==");
        assertThat(SignatureManifest.missing(known, List.of(OURS))).isEmpty();
        assertThat(SignatureManifest.missing(known, List.of(another, OURS, ofSomethingElse)))
                .containsExactly(another, ofSomethingElse);
        assertThat(SignatureManifest.missing(null, List.of(OURS))).containsExactly(OURS);
    }
}
