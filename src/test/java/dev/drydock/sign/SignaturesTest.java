package dev.drydock.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.layout.Attachment;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final Descriptor INDEX = descriptor(MediaTypes.OCI_INDEX, "index");
    private static final Descriptor IMAGE = descriptor(MediaTypes.OCI_MANIFEST, "image");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path temp;

    private Signer signer;

    @BeforeEach
    void makeKey() throws IOException {
        signer = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key")));
    }

    private static Descriptor descriptor(String type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Descriptor(type, Digest.of(bytes), bytes.length);
    }

    private static Statement statement(String predicate) {
        return new Statement(
                IMAGE,
                ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                                + IMAGE.digest().hex() + "\"}}],\"predicateType\":\"" + predicate
                                + "\",\"predicate\":{}}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The example of the specification: github.com/secure-systems-lab/dsse, protocol.md. */
    @Test
    void whatIsSignedIsTheEncodingOfTheSpecification() {
        byte[] encoded =
                Bundle.encoded("http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(encoded, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void theLengthIsOneOfBytes() {
        assertThat(new String(Bundle.encoded("ä", "öü".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 ä 4 öü");
    }

    @Test
    void eachImageAndEachStatementHasABundleOfItsOwn() throws IOException {
        List<Attachment> attachments = new Signatures(signer, TIME, List.of())
                .attachments(List.of(INDEX, IMAGE), List.of(statement("https://slsa.dev/provenance/v1")));
        assertThat(attachments)
                .extracting(each -> each.subject().digest())
                .containsExactly(INDEX.digest(), IMAGE.digest(), IMAGE.digest());
        assertThat(attachments)
                .extracting(each -> each.annotations().get("dev.sigstore.bundle.predicateType"))
                .containsExactly(Statement.SIGNATURE, Statement.SIGNATURE, "https://slsa.dev/provenance/v1");
        for (Attachment attachment : attachments) {
            assertThat(attachment.artifactType()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
            assertThat(attachment.annotations())
                    .containsEntry("org.opencontainers.image.created", "2026-01-02T03:04:05Z")
                    .containsEntry("dev.sigstore.bundle.content", "dsse-envelope");
            assertThat(attachment.parts()).hasSize(1);
            assertThat(attachment.parts().get(0).mediaType()).isEqualTo(attachment.artifactType());
            Bundle bundle = Bundle.parse(attachment.parts().get(0).content());
            assertThat(bundle.isSignedBy(signer.key())).isTrue();
            assertThat(new Statement(attachment.subject(), bundle.payload()).subjects())
                    .containsExactly(attachment.subject().digest());
        }
    }

    @Test
    void aBundleHasTheFieldsOfVersion03() throws IOException {
        byte[] raw = Bundle.of(statement("p").content(), signer);
        JsonNode document = Json.parseObject(raw);
        assertThat(document.path("mediaType").asText()).isEqualTo("application/vnd.dev.sigstore.bundle.v0.3+json");
        assertThat(document.path("verificationMaterial")
                        .path("publicKey")
                        .path("hint")
                        .asText())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(
                                Digest.of(signer.key().key().getEncoded()).hash()));
        JsonNode envelope = document.path("dsseEnvelope");
        assertThat(envelope.path("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
        assertThat(Base64.getDecoder().decode(envelope.path("payload").asText()))
                .isEqualTo(statement("p").content());
        assertThat(envelope.path("signatures")).hasSize(1);
    }

    @Test
    void twoBuildsSignAlike() throws IOException {
        List<Attachment> one = new Signatures(signer, TIME, List.of()).attachments(List.of(IMAGE), List.of());
        List<Attachment> two = new Signatures(signer, TIME, List.of()).attachments(List.of(IMAGE), List.of());
        assertThat(two.get(0).manifest().raw()).isEqualTo(one.get(0).manifest().raw());
    }

    @Test
    void anEarlierSignatureIsKeptIfItVerifiesForTheSameStatement() throws IOException {
        Signer mute = new Signer() {
            @Override
            public byte[] sign(byte[] message) throws IOException {
                throw new IOException("asked to sign");
            }

            @Override
            public VerifyingKey key() {
                return signer.key();
            }
        };
        List<Attachment> earlier = new Signatures(signer, TIME, List.of()).attachments(List.of(IMAGE), List.of());
        assertThat(new Signatures(mute, TIME, earlier).attachments(List.of(IMAGE), List.of()))
                .hasSize(1)
                .allSatisfy(kept -> assertThat(kept.manifest().raw())
                        .isEqualTo(earlier.get(0).manifest().raw()));
        assertThatThrownBy(() -> new Signatures(mute, TIME, earlier).attachments(List.of(INDEX), List.of()))
                .hasMessage("asked to sign");
        Signer another = SampleKeys.signer(SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("other")));
        assertThat(Bundle.parse(new Signatures(another, TIME, earlier)
                                .attachments(List.of(IMAGE), List.of())
                                .get(0)
                                .parts()
                                .get(0)
                                .content())
                        .isSignedBy(another.key()))
                .isTrue();
    }

    @Test
    void aSignatureHoldsForItsPayloadAndItsTypeOnly() throws IOException {
        Bundle bundle = Bundle.parse(Bundle.of(statement("p").content(), signer));
        assertThat(bundle.isSignedBy(signer.key())).isTrue();
        assertThat(new Bundle(bundle.payloadType(), statement("q").content(), bundle.signatures())
                        .isSignedBy(signer.key()))
                .isFalse();
        assertThat(new Bundle("text/plain", bundle.payload(), bundle.signatures()).isSignedBy(signer.key()))
                .isFalse();
        assertThat(new Bundle(bundle.payloadType(), bundle.payload(), List.of()).isSignedBy(signer.key()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nothing",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"messageSignature\":{}}",
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"dsseEnvelope\":{\"payload\":\"?\"}}"
            })
    void whatIsNoBundleIsSaidToBe(String document) {
        assertThatThrownBy(() -> Bundle.parse(document.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
