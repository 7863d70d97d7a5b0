package dev.drydock.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.AttestationOptions.Place;
import dev.drydock.engine.AttestationOptions.ProvenanceDetail;
import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.SignedBase;
import dev.drydock.engine.SigningOptions;
import dev.drydock.engine.SigningOptions.Format;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.PushRequest;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.SampleKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedBasesTest {

    @TempDir
    Path temp;

    private TestRegistry registry;
    private Reference base;
    private Path context;
    private Path key;
    private Workspace space;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        base = Reference.parse(registry.hostAndPort() + "/team/base:1");
        context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "a");
        key = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key"));
        space = Workspace.of(temp.resolve("app/target"), temp.resolve("app/store"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static BuildEnvironment surroundings() {
        return new BuildEnvironment(new RegistryOptionsBuilder().build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }

    private static BuildOptions options(BaseOptions bases, AttestationOptions attestations) {
        BuildOptions usual = BuildOptions.DEFAULTS;
        return new BuildOptions(
                usual.cache(),
                bases,
                usual.compression(),
                usual.timestamp(),
                usual.allowed(),
                usual.failOnWarnings(),
                attestations);
    }

    private Descriptor pushBase(SigningOptions signing) throws Exception {
        Workspace own = Workspace.of(temp.resolve("base/target"), temp.resolve("base/store"));
        var attestations = new AttestationOptions(Set.of(), ProvenanceDetail.NONE, Place.REFERRERS, signing);
        build("FROM scratch\nCOPY a.txt /\n", own, options(BaseOptions.WHOLE, attestations));
        Pushes.push(new ImagePush(own.layout(), List.of(base)), surroundings());
        return OciLayout.open(own.layout()).entry("");
    }

    private void build(String dockerfile, Workspace where, BuildOptions options) throws Exception {
        Path file =
                Files.writeString(temp.resolve(where.output().getParent().getFileName() + ".Dockerfile"), dockerfile);
        new Builder(surroundings())
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("me/app"), where)
                        .withOptions(options));
    }

    private void buildOn(PullPolicy pull, String pattern, Path publicKey) throws Exception {
        var rules = List.of(new SignedBase(pattern, publicKey));
        build(
                "FROM " + base + "\nLABEL a=b\n",
                space,
                options(new BaseOptions(pull, null, false, false, false, rules), AttestationOptions.NONE));
    }

    private String repository() {
        return base.registry() + "/" + base.repository();
    }

    private Path publicKey() {
        return Path.of(key + ".pub");
    }

    @Test
    void aSignedBaseIsBuiltOnAndRememberedForTimesWithoutANetwork() throws Exception {
        pushBase(new SigningOptions(key, List.of(), temp, null, Format.BUNDLE));
        buildOn(PullPolicy.MISSING, repository(), publicKey());
        assertThat(space.layout()).exists();
        space = Workspace.of(temp.resolve("again/target"), space.store());
        buildOn(PullPolicy.NEVER, repository(), publicKey());
        assertThat(space.layout()).exists();
    }

    @Test
    void anUnsignedBaseIsRefused() throws Exception {
        Descriptor root = pushBase(null);
        BuildFailure failure =
                catchThrowableOfType(BuildFailure.class, () -> buildOn(PullPolicy.MISSING, repository(), publicKey()));
        assertThat(failure)
                .hasMessageContaining(
                        "The base image " + base + " (" + root.digest() + ") is not signed by the key " + publicKey())
                .hasMessageContaining("drydock.verify.bases asks for that: there is no signature");
        assertThat(space.layout()).doesNotExist();
        buildOn(PullPolicy.MISSING, "elsewhere.example/*", publicKey());
        assertThat(space.layout()).exists();
    }

    @Test
    void aBaseSignedByAnotherKeyIsRefused() throws Exception {
        pushBase(new SigningOptions(key, List.of(), temp, null, Format.BUNDLE));
        Path other = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("other"));
        assertThatThrownBy(() -> buildOn(PullPolicy.MISSING, repository(), Path.of(other + ".pub")))
                .hasMessageContaining("is not by this key");
    }

    @Test
    void aBuildThatMayNotAskSaysSo() throws Exception {
        pushBase(new SigningOptions(key, List.of(), temp, null, Format.BUNDLE));
        buildOn(PullPolicy.MISSING, "elsewhere.example/*", publicKey());
        assertThatThrownBy(() -> buildOn(PullPolicy.NEVER, repository(), publicKey()))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("this build asks no registry whether it is");
    }

    @Test
    void theLastBuildDoesNotHoldAgainstANewRule() throws Exception {
        pushBase(null);
        buildOn(PullPolicy.MISSING, "elsewhere.example/*", publicKey());
        assertThatThrownBy(() -> buildOn(PullPolicy.MISSING, repository(), publicKey()))
                .hasMessageContaining("there is no signature");
    }

    /** As cosign signed before version 3, and many still do. */
    @Test
    void aSignatureOfTheOlderFormCounts() throws Exception {
        Descriptor root = pushBase(null);
        attachLegacy(root, Digest.of(new byte[] {1}));
        assertThatThrownBy(() -> buildOn(PullPolicy.MISSING, repository(), publicKey()))
                .hasMessageContaining("is about another image, " + Digest.of(new byte[] {1}));
        attachLegacy(root, root.digest());
        buildOn(PullPolicy.MISSING, repository(), publicKey());
        assertThat(space.layout()).exists();
    }

    private void attachLegacy(Descriptor root, Digest about) throws IOException {
        byte[] payload =
                ("{\"critical\":{\"identity\":{\"docker-reference\":\"x\"},\"image\":{\"docker-manifest-digest\":\""
                                + about + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}")
                        .getBytes(StandardCharsets.UTF_8);
        String signature =
                Base64.getEncoder().encodeToString(SampleKeys.signer(key).sign(payload));
        Path blob = Files.write(temp.resolve("payload"), payload);
        Path config = Files.write(temp.resolve("config"), Manifest.emptyConfig());
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(Manifest.emptyConfig()), 2),
                List.of(new Descriptor(
                        "application/vnd.dev.cosign.simplesigning.v1+json",
                        Digest.of(payload),
                        payload.length,
                        Map.of("dev.cosignproject.cosign/signature", signature),
                        null)),
                Map.of());
        try (RegistryClient client = RegistryClient.open(surroundings().registry(), BuildLog.NONE)) {
            client.push(new PushRequest(
                    base.withTag("sha256-" + root.digest().hex() + ".sig"),
                    List.of(),
                    List.of(new FetchedManifest(manifest.mediaType(), manifest.digest(), manifest.raw())),
                    digest -> Optional.of(digest.equals(Digest.of(payload)) ? blob : config)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/debian, docker.io/library/debian, true",
        "docker.io/library/*, docker.io/library/debian, true",
        "docker.io/*, docker.io/library/debian, false",
        "docker.io/**, docker.io/library/debian, true",
        "**, ghcr.io/me/app, true",
        "ghcr.io/me/app-*, ghcr.io/me/app-web, true",
        "ghcr.io/me/a.p, ghcr.io/me/app, false",
        "ghcr.io/me, ghcr.io/me/app, false"
    })
    void patternsConcernRepositories(String pattern, String repository, boolean concerned) {
        assertThat(new SignedBase(pattern, Path.of("key")).concerns(repository)).isEqualTo(concerned);
    }
}
