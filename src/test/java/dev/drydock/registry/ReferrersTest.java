package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrersTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatRefersToAnImageIsFoundWithAndWithoutTheApi(boolean noApi) {
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), new RecordingLog())) {
            registry.quirks().noReferrers = noApi;
            Reference repository = Reference.parse(registry.hostAndPort() + "/team/app:1");
            SampleImage image = SampleImage.of(directory, 1, 100);
            client.push(image.request(repository));
            push(client, repository, image, "application/x.sbom");
            push(client, repository, image, "application/x.signature");
            push(client, repository, image, "application/x.signature");
            Digest subject = image.manifest().digest();
            assertThat(client.referrers(repository, subject, null))
                    .extracting(Referrer::artifactType)
                    .containsExactlyInAnyOrder("application/x.sbom", "application/x.signature");
            assertThat(client.referrers(repository, subject, "application/x.sbom"))
                    .hasSize(1);
            assertThat(client.referrers(repository, Digest.of(new byte[] {1}), null))
                    .isEmpty();
        }
    }

    private void push(RegistryClient client, Reference repository, SampleImage image, String type) {
        SampleImage artifact = SampleImage.of(directory, 2, 50);
        String config = artifact.manifest().config().digest().toString();
        byte[] raw = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"artifactType\":\""
                        + type
                        + "\",\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"" + config
                        + "\",\"size\":" + artifact.manifest().config().size()
                        + "},\"layers\":[],\"subject\":{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\""
                        + image.manifest().digest() + "\",\"size\":"
                        + image.manifest().raw().length + "}}")
                .getBytes(StandardCharsets.UTF_8);
        client.push(new PushRequest(
                new Reference(repository.registry(), repository.repository(), null, null),
                List.of(),
                List.of(new FetchedManifest(MediaTypes.OCI_MANIFEST, Digest.of(raw), raw)),
                digest -> Optional.of(directory.resolve(digest.hex()))));
    }
}
