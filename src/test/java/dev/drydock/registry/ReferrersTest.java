package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
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

    @Test
    void anEntryThatSomebodyElseOverwritesIsWrittenAgain() throws IOException {
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), new RecordingLog())) {
            registry.quirks().noReferrers = true;
            Reference repository = Reference.parse(registry.hostAndPort() + "/team/app:1");
            SampleImage image = SampleImage.of(directory, 1, 100);
            client.push(image.request(repository));
            push(client, repository, image, "application/x.others");
            String tag = "sha256-" + image.manifest().digest().hex();
            String before = registry.storage().tagged("team/app", tag).orElseThrow();
            AtomicInteger lost = new AtomicInteger();
            // Twice another writer, who has read the list before, puts back what it was.
            registry.setFaults(request -> request.path().endsWith(tag)
                            && request.method().equals("GET")
                            && registry.requests().stream().anyMatch(earlier -> isPut(earlier, tag))
                            && lost.incrementAndGet() <= 2
                    ? (at, asked, connection) -> {
                        at.storage().tag("team/app", tag, before);
                        connection.send(at.answer(asked));
                    }
                    : null);
            registry.forgetRequests();
            push(client, repository, image, "application/x.signature");
            assertThat(client.referrers(repository, image.manifest().digest(), null))
                    .extracting(Referrer::artifactType)
                    .containsExactlyInAnyOrder("application/x.others", "application/x.signature");
            assertThat(registry.requests().stream().filter(request -> isPut(request, tag)))
                    .hasSizeBetween(2, 3);
        }
    }

    @Test
    void aListThatLosesEveryEntryIsGivenUpInWords() {
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), new RecordingLog())) {
            registry.quirks().noReferrers = true;
            Reference repository = Reference.parse(registry.hostAndPort() + "/team/app:1");
            SampleImage image = SampleImage.of(directory, 1, 100);
            client.push(image.request(repository));
            String tag = "sha256-" + image.manifest().digest().hex();
            registry.setFaults(
                    request -> request.path().endsWith(tag) && request.method().equals("GET")
                            ? (at, asked, connection) -> {
                                at.storage().removeTag("team/app", tag);
                                connection.send(at.answer(asked));
                            }
                            : null);
            assertThatThrownBy(() -> push(client, repository, image, "application/x.signature"))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("lost the entries just written to it")
                    .hasMessageContaining(tag);
        }
    }

    @Test
    void aTagThatIsNoListIsNotOverwritten() throws IOException {
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), new RecordingLog())) {
            registry.quirks().noReferrers = true;
            Reference repository = Reference.parse(registry.hostAndPort() + "/team/app:1");
            SampleImage image = SampleImage.of(directory, 1, 100);
            client.push(image.request(repository));
            String tag = "sha256-" + image.manifest().digest().hex();
            registry.storage().tag("team/app", tag, image.manifest().digest().toString());
            assertThatThrownBy(() -> push(client, repository, image, "application/x.signature"))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("should be the list of what refers to the image, but is something else");
            assertThat(registry.storage().tagged("team/app", tag))
                    .contains(image.manifest().digest().toString());
        }
    }

    private static boolean isPut(Request request, String tag) {
        return request.method().equals("PUT") && request.path().endsWith(tag);
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
