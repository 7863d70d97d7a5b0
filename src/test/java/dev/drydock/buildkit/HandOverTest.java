package dev.drydock.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Secret;
import dev.drydock.engine.Timestamp;
import dev.drydock.engine.Workspace;
import dev.drydock.frontend.NamedContext;
import dev.drydock.http.HttpOptions;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting that is handed over, as arguments of both clients. */
public class HandOverTest {

    private static final Path HERE = Path.of("/here");
    private static final Reference CACHE = Reference.parse("reg.example:5000/team/cache");

    private static final class Given {
        Map<String, String> args = Map.of();
        Map<String, NamedContext> contexts = Map.of();
        Map<String, String> labels = Map.of();
        Map<String, String> annotations = Map.of();
        String target = "";
        Path context = HERE;
        Path file = HERE.resolve("Dockerfile");
        List<Platform> platforms = List.of(Platform.parse("linux/amd64"));
        Map<String, Secret> secrets = Map.of();
        CacheOptions cache = CacheOptions.OWN;
        BaseOptions bases = BaseOptions.WHOLE;
        Compression compression = Compression.GZIP;
        Timestamp timestamp = new Timestamp.Now();
        Set<Entitlement> allowed = Set.of();
        boolean failOnWarnings;
        final Map<String, String> environment = new HashMap<>(Map.of("TOKEN", "whisper"));

        String arguments(ClientArguments client) throws IOException {
            var source = new ImageSource.Dockerfile(context, file, target, args, contexts, labels, annotations);
            var options = new BuildOptions(
                    cache, bases, compression, timestamp, allowed, failOnWarnings, AttestationOptions.NONE);
            var request = new BuildRequest(
                    source,
                    List.of(Reference.parse("me/app")),
                    platforms,
                    Workspace.of(HERE.resolve("target"), HERE.resolve("store")),
                    options,
                    secrets);
            HttpOptions http = HttpOptions.DEFAULT.toBuilder()
                    .insecureHosts(Set.of("reg.example"))
                    .build();
            var surroundings = new BuildEnvironment(
                    RegistryOptions.defaults().withHttp(http), SandboxMode.AUTO, BuildLog.NONE, environment);
            new HandOver(request, source, surroundings).to(client);
            return String.join(" ", client.all());
        }
    }

    private interface Change {
        void of(Given given);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                row(
                        "dockerfile",
                        given -> given.file = HERE.resolve("sub/Web.Dockerfile"),
                        "--local dockerfile=/here/sub --opt filename=Web.Dockerfile",
                        "--file /here/sub/Web.Dockerfile"),
                row("context", given -> given.context = HERE.resolve("ctx"), "--local context=/here/ctx", " /here/ctx"),
                row("target", given -> given.target = "web", "--opt target=web", "--target web"),
                row(
                        "platforms",
                        given -> given.platforms = List.of(Platform.parse("linux/arm64"), Platform.parse("linux/386")),
                        "--opt platform=linux/arm64,linux/386",
                        "--platform linux/arm64,linux/386"),
                row(
                        "buildArgs",
                        given -> given.args = Map.of("A", "1=2, 3"),
                        "--opt build-arg:A=1=2, 3",
                        "--build-arg A=1=2, 3"),
                row("labels", given -> given.labels = Map.of("a.b", "c"), "--opt label:a.b=c", "--label a.b=c"),
                row(
                        "annotations",
                        given -> given.annotations = Map.of("a.b", "c,\"d"),
                        "--output type=oci,dest=-,compression=gzip,\"annotation.a.b=c,\"\"d\"",
                        "--output type=oci,dest=-,compression=gzip,\"annotation.a.b=c,\"\"d\""),
                row(
                        "buildContexts",
                        given -> given.contexts = Map.of("docker.io/me/base:latest", new NamedContext.Directory(HERE)),
                        "--local me/base=/here --opt context:me/base=local:me/base",
                        "--build-context me/base=/here"),
                row(
                        "buildContexts",
                        given -> given.contexts =
                                Map.of("Odd", new NamedContext.Image(Reference.parse("debian:bookworm"))),
                        "--opt context:Odd=docker-image://docker.io/library/debian:bookworm",
                        "--build-context Odd=docker-image://docker.io/library/debian:bookworm"),
                row(
                        "buildContexts",
                        given -> given.contexts = Map.of("none", new NamedContext.Image(Reference.parse("scratch"))),
                        "--opt context:none=docker-image://scratch",
                        "--build-context none=docker-image://scratch"),
                row(
                        "buildContexts",
                        given ->
                                given.contexts = Map.of("far", NamedContext.parse("https://example/me.git#main", HERE)),
                        "--opt context:far=https://example/me.git#main",
                        "--build-context far=https://example/me.git#main"),
                row(
                        "secrets",
                        given -> given.secrets = Map.of("tok", new Secret.OfEnvironment("TOKEN")),
                        "--secret id=tok,env=TOKEN",
                        "--secret id=tok,env=TOKEN"),
                row(
                        "allow",
                        given -> given.allowed = Set.of(Entitlement.NETWORK_HOST),
                        "--allow network.host",
                        "--allow network.host"),
                row(
                        "noCache",
                        given -> given.cache = new CacheOptions(true, List.of(), null),
                        "--no-cache",
                        "--no-cache"),
                row(
                        "cacheFrom",
                        given -> given.cache = new CacheOptions(false, List.of(Reference.parse("me/cache")), null),
                        "--import-cache type=registry,ref=docker.io/me/cache:buildcache",
                        "--cache-from type=registry,ref=docker.io/me/cache:buildcache"),
                row(
                        "cacheTo",
                        given -> given.cache = new CacheOptions(false, List.of(), CACHE),
                        "--export-cache type=registry,ref=reg.example:5000/team/cache:buildcache,registry.insecure=true,"
                                + "mode=max --import-cache type=registry,ref=reg.example:5000/team/cache:buildcache,"
                                + "registry.insecure=true",
                        "--cache-to type=registry,ref=reg.example:5000/team/cache:buildcache,registry.insecure=true,"
                                + "mode=max --cache-from type=registry,ref=reg.example:5000/team/cache:buildcache,"
                                + "registry.insecure=true"),
                row(
                        "pull",
                        given -> given.bases = new BaseOptions(PullPolicy.ALWAYS, null, false, false, false),
                        "--opt image-resolve-mode=pull",
                        "--pull"),
                row(
                        "timestamp",
                        given -> given.timestamp = new Timestamp.Fixed(Instant.ofEpochSecond(7)),
                        "--opt build-arg:SOURCE_DATE_EPOCH=7 --output"
                                + " type=oci,dest=-,compression=gzip,rewrite-timestamp=true",
                        "--build-arg SOURCE_DATE_EPOCH=7 --output"
                                + " type=oci,dest=-,compression=gzip,rewrite-timestamp=true"),
                row(
                        "compression",
                        given -> given.compression = Compression.NONE,
                        "compression=uncompressed",
                        "compression=uncompressed"),
                row(
                        "lint.failOn",
                        given -> {
                            given.args = Map.of("BUILDKIT_DOCKERFILE_CHECK", "skip=JSONArgsRecommended");
                            given.failOnWarnings = true;
                        },
                        "--opt build-arg:BUILDKIT_DOCKERFILE_CHECK=skip=JSONArgsRecommended;error=true",
                        "--build-arg BUILDKIT_DOCKERFILE_CHECK=skip=JSONArgsRecommended;error=true"));
    }

    private static Arguments row(String setting, Change change, String buildctl, String buildx) {
        return Arguments.of(setting, change, buildctl, buildx);
    }

    /** Properties of the settings above, without {@code drydock.}. */
    public static Set<String> handedOver() {
        return Set.copyOf(
                settings().map(row -> (String) row.get()[0]).distinct().toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aSettingIsToldToBothClients(String setting, Change change, String buildctl, String buildx) throws Exception {
        Given given = new Given();
        change.of(given);
        assertThat(given.arguments(new BuildctlArguments()))
                .startsWith("--frontend dockerfile.v0 ")
                .contains(buildctl)
                .doesNotContain("whisper");
        assertThat(given.arguments(new BuildxArguments())).contains(buildx).doesNotContain("whisper");
    }

    @Test
    void anAgentIsForwardedIfThereIsOne() throws Exception {
        Given given = new Given();
        given.environment.put("SSH_AUTH_SOCK", "/nowhere/agent");
        assertThat(given.arguments(new BuildxArguments())).doesNotContain("--ssh");
        given.environment.put("SSH_AUTH_SOCK", "/");
        assertThat(given.arguments(new BuildxArguments())).contains("--ssh default");
        assertThat(given.arguments(new BuildctlArguments())).contains("--ssh default");
    }

    @Test
    void theTimeOfAnArgumentGoesBeforeTheSetting() throws Exception {
        Given given = new Given();
        given.timestamp = new Timestamp.Fixed(Instant.ofEpochSecond(7));
        given.args = Map.of("SOURCE_DATE_EPOCH", "9");
        assertThat(given.arguments(new BuildxArguments()))
                .contains("SOURCE_DATE_EPOCH=9")
                .doesNotContain("SOURCE_DATE_EPOCH=7");
        given.args = Map.of();
        given.timestamp = new Timestamp.Preserve();
        assertThat(given.arguments(new BuildxArguments()))
                .contains("SOURCE_DATE_EPOCH=318211200")
                .doesNotContain("rewrite");
    }
}
