package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.PushItem;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PushAheadTest {

    @TempDir
    Path temp;

    private final TestRegistry registry = TestRegistry.start();
    private final Reference name = Reference.parse(registry.hostAndPort() + "/team/app:1");
    private final PushAhead ahead = new PushAhead();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theRegistryIsGreetedOnceForAllOfOneAccess() throws Exception {
        ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        while (registry.requests().isEmpty()) {
            Thread.sleep(5);
        }
        try (RegistryClient client = ahead.open(item("me"))) {
            assertThat(client.tags(name)).isEmpty();
        }
        assertThat(registry.requests())
                .filteredOn(request -> request.path().equals("/v2/"))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aClientIsTakenOnce() {
        ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        try (RegistryClient first = ahead.open(item("me"));
                RegistryClient second = ahead.open(item("me"));
                RegistryClient other = ahead.open(item("you"))) {
            assertThat(List.of(first, second, other)).doesNotHaveDuplicates();
            assertThat(second.tags(name)).isEmpty();
            assertThat(other.tags(name)).isEmpty();
        }
    }

    @Test
    void layersAreSentAndAFailureEndsThat() throws Exception {
        Path file = Files.writeString(temp.resolve("layer"), "a layer");
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(Files.readAllBytes(file)), Files.size(file));
        PushAhead.Connection connection = ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        PushAhead.Sending sending = new PushAhead.Sending(Objects.requireNonNull(connection), name, ahead.pushed());
        while (registry.storage().blobSize("team/app", blob.digest().toString()) < 0) {
            sending.layer(new Layer(blob, blob.digest()), file);
            Thread.sleep(5);
        }
        ahead.cancel();
        assertThat(ahead.connect("me", surroundings(RegistryOptions.defaults()), name))
                .isNull();
        try (RegistryClient client = ahead.open(item("me"))) {
            assertThat(client.tags(name)).isEmpty();
        }
    }

    @Test
    void layersThatAnEarlierModuleHasPushedAreTakenFromThere() throws Exception {
        Path file = Files.writeString(temp.resolve("layer"), "a layer");
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(Files.readAllBytes(file)), Files.size(file));
        Reference other = Reference.parse(registry.hostAndPort() + "/team/other:1");
        PushAhead.Connection connection = ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        try (RegistryClient client = RegistryClient.open(RegistryOptions.defaults(), BuildLog.NONE)) {
            client.pushAhead(other, blob, digest -> Optional.of(file));
            while (registry.storage().blobSize("team/other", blob.digest().toString()) < 0) {
                Thread.sleep(5);
            }
        }
        ahead.pushed()
                .learn(new PushReport(
                        other, blob.digest(), List.of("1"), List.of(new PushReport.Blob(blob, PushReport.Way.SENT))));
        registry.forgetRequests();
        PushAhead.Sending sending = new PushAhead.Sending(Objects.requireNonNull(connection), name, ahead.pushed());
        while (registry.storage().blobSize("team/app", blob.digest().toString()) < 0) {
            sending.layer(new Layer(blob, blob.digest()), file);
            Thread.sleep(5);
        }
        assertThat(registry.requests()).noneMatch(request -> request.method().matches("PUT|PATCH"));
        ahead.cancel();
    }

    @Test
    void aRegistryThatIsAwayIsThePushsAffair() {
        registry.close();
        ahead.connect("me", surroundings(RegistryOptions.defaults()), name);
        try (RegistryClient client = ahead.open(item("me"))) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void whatKeepsAClientFromBeingSetUpIsToldByThePush() throws Exception {
        Path certificates = Files.writeString(temp.resolve("ca.pem"), "no certificate");
        RegistryOptions broken = new RegistryOptionsBuilder()
                .tls(new TlsMaterial(List.of(certificates), List.of()))
                .build();
        ahead.connect("me", surroundings(broken), name);
        PushItem item = new PushItem(new ImagePush(temp, List.of(name)), surroundings(broken), "me");
        assertThatThrownBy(() -> ahead.open(item))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("ca.pem");
    }

    private PushItem item(Object access) {
        return new PushItem(new ImagePush(temp, List.of(name)), surroundings(RegistryOptions.defaults()), access);
    }

    private static BuildEnvironment surroundings(RegistryOptions options) {
        return new BuildEnvironment(options, SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }
}
