package dev.drydock.sharedcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.CacheBench;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.engine.record.LastBuild;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import dev.drydock.layout.OciLayout;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.BrokenAnswer;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Storage.StoredManifest;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that share the results of steps through a repository. */
class RegistryCacheTest {

    /** Two stages, of which one is only copied from: its layers are in no image. */
    private static final String DOCKERFILE = """
        FROM scratch AS tools
        COPY a.txt /a.txt
        WORKDIR /work
        RUN write /work/tool 1
        RUN copy /work/tool /work/tool2
        FROM scratch
        COPY b.txt /b.txt
        RUN write /one 1
        COPY --from=tools /work/tool2 /bin/
        RUN --mount=type=bind,from=tools,target=/m copy /m/work/tool2 /three
        COPY a.txt b.txt /files/
        """;

    private static final List<String> RUNS =
            List.of("write /work/tool 1", "copy /work/tool /work/tool2", "write /one 1", "copy /m/work/tool2 /three");

    @TempDir
    Path temp;

    private TestRegistry registry;
    private CacheBench bench;
    private Reference cache;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        bench = new CacheBench(temp);
        Files.writeString(bench.context.resolve("a.txt"), "a");
        Files.writeString(bench.context.resolve("b.txt"), "b");
        cache = Reference.parse(registry.hostAndPort() + "/team/cache");
        bench.options = new BuildOptionsBuilder(bench.options)
                .sharedCache(List.of(), cache)
                .build();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aSecondMachineExecutesNoRunAndMakesTheSameImage() throws Exception {
        assertThat(bench.build("one", DOCKERFILE)).containsExactlyInAnyOrderElementsOf(RUNS);
        Digest first = digest("one");
        registry.forgetRequests();

        assertThat(bench.build("two", DOCKERFILE)).isEmpty();
        assertThat(digest("two")).isEqualTo(first);
        assertThat(bench.started).containsExactly("COPY a.txt b.txt /files/");
        assertThat(bench.warnings).isEmpty();
        // The last of the five layers was made here; those of the other stage are of no use here.
        assertThat(CacheBench.fetchedBlobs(registry)).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aMachineThatKnowsAllAsksNothing() throws Exception {
        bench.build("one", DOCKERFILE);
        bench.build("two", DOCKERFILE);
        registry.forgetRequests();
        Files.deleteIfExists(bench.machine("two").output().resolve(LastBuild.FILE));
        Files.deleteIfExists(bench.machine("one").output().resolve(LastBuild.FILE));
        assertThat(bench.build("one", DOCKERFILE)).isEmpty();
        assertThat(bench.build("two", DOCKERFILE)).isEmpty();
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void aChangedStepIsExecutedOnWhatTheCacheHas() throws Exception {
        bench.build("one", DOCKERFILE);
        String changed = DOCKERFILE.replace("write /one 1", "copy /b.txt /one");
        assertThat(bench.build("two", changed)).containsExactly("copy /b.txt /one", "copy /m/work/tool2 /three");
        assertThat(bench.build("one", changed)).isEmpty();
        assertThat(digest("one")).isEqualTo(digest("two"));
        assertThat(bench.build("one", changed.replace("copy /m/work/tool2", "copy /m/work/tool")))
                .hasSize(1);
    }

    @Test
    void resultsMadeBeforeTheCacheWasNamedAreSentOnce() throws Exception {
        bench.options = new BuildOptionsBuilder(bench.options)
                .sharedCache(List.of(), null)
                .build();
        bench.build("one", DOCKERFILE);
        bench.options = new BuildOptionsBuilder(bench.options)
                .sharedCache(List.of(), cache)
                .build();
        assertThat(bench.build("one", DOCKERFILE)).isEmpty();
        assertThat(bench.build("two", DOCKERFILE)).isEmpty();
    }

    @Test
    void whatWasMadeBeforeAStepFailedIsSent() throws Exception {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> bench.build("one", "FROM scratch\nRUN write /one 1\nRUN exit 3\n")))
                .hasMessageContaining("exit code 3");
        assertThat(bench.build("two", "FROM scratch\nRUN write /one 1\nRUN write /two 2\n"))
                .containsExactly("write /two 2");
    }

    @Test
    void aCacheThatIsOnlyReadGetsNothing() throws Exception {
        bench.build("one", "FROM scratch\nRUN write /one 1\n");
        int tags = registry.storage().tags("team/cache").size();
        bench.options =
                new BuildOptionsBuilder().sharedCache(List.of(cache), null).build();
        assertThat(bench.build("two", "FROM scratch\nRUN write /one 1\nRUN write /two 2\n"))
                .containsExactly("write /two 2");
        assertThat(registry.storage().tags("team/cache")).hasSize(tags);
        assertThat(bench.warnings).isEmpty();
    }

    @Test
    void everyStepIsExecutedWithNoCacheAndSharedNevertheless() throws Exception {
        bench.build("one", DOCKERFILE);
        bench.options = new BuildOptionsBuilder(bench.options).noCache(true).build();
        assertThat(bench.build("two", DOCKERFILE)).hasSize(4);
    }

    @Test
    void anotherCompressionIsMadeOfWhatTheCacheHas() throws Exception {
        bench.build("one", DOCKERFILE);
        bench.options = new BuildOptionsBuilder(bench.options)
                .compression(Compression.NONE)
                .build();
        assertThat(bench.build("two", DOCKERFILE)).isEmpty();
        assertThat(OciLayout.open(bench.machine("two").layout())
                        .image("", dev.drydock.image.Platform.current())
                        .manifest()
                        .layers())
                .allSatisfy(layer -> assertThat(layer.mediaType()).endsWith(".tar"));
    }

    @Test
    void whatWasFetchedIsKnownWithoutTheCache() throws Exception {
        bench.build("one", "FROM scratch\nRUN write /one 1\n");
        bench.build("two", "FROM scratch\nRUN write /one 1\n");
        bench.options = BuildOptions.DEFAULTS;
        assertThat(bench.build("two", "FROM scratch\nRUN write /one 1\nLABEL a=b\n"))
                .isEmpty();
    }

    private record Damage(String name, UnaryOperator<String> edit) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage("truncated JSON", json -> json.substring(0, json.length() / 2)),
                new Damage("no JSON", json -> "<html>"),
                new Damage("an image", json -> json.replace(StepArtifact.TYPE, "")),
                new Damage("media type", json -> json.replace("tar+gzip", "tar+lzma")),
                new Damage("another step", json -> json.replaceAll("(step.keys\":\"sha256:).{8}", "$100000000")),
                new Damage("diff ID that is none", json -> json.replaceAll("(diff-id\":\"sha256:).{8}", "$1")),
                new Damage("wrong diff ID", json -> json.replaceAll("(diff-id\":\"sha256:).{8}", "$100000000")),
                new Damage("negative size", json -> json.replaceAll("(tar-size\":\")", "$1-")),
                new Damage("no layer", json -> json.replaceAll("\"layers\":\\[.*?]", "\"layers\":[]")),
                new Damage("layer of another size", json -> json.replaceAll("(tar\\+gzip.*?\"size\":)", "$11")),
                new Damage(
                        "layer that is not there",
                        json -> json.replaceAll("(tar\\+gzip\",\"digest\":\"sha256:).{8}", "$100000000")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedEntryIsNotUsedAndItsStepExecuted(Damage damage) throws Exception {
        String dockerfile = "FROM scratch\nRUN write /one 1\nRUN copy /one /two\n";
        bench.build("one", dockerfile);
        Digest first = digest("one");
        for (String tag : registry.storage().tags("team/cache")) {
            String digest = registry.storage().tagged("team/cache", tag).orElseThrow();
            StoredManifest old =
                    registry.storage().manifest("team/cache", digest).orElseThrow();
            String entry = new String(old.raw(), StandardCharsets.UTF_8);
            if (!entry.contains("step.keys")) {
                continue; // the index of a layer, which the check of what the image starts has asked for
            }
            byte[] bad = damage.edit.apply(entry).getBytes(StandardCharsets.UTF_8);
            assertThat(bad).isNotEqualTo(old.raw());
            registry.storage()
                    .putManifest("team/cache", Digest.of(bad).toString(), new StoredManifest(old.mediaType(), bad));
            registry.storage().tag("team/cache", tag, Digest.of(bad).toString());
        }
        assertThat(bench.build("two", dockerfile)).containsExactly("write /one 1", "copy /one /two");
        assertThat(digest("two")).isEqualTo(first);
        assertThat(bench.warnings).isNotEmpty().allMatch(warning -> warning.contains(" is not used, "));
        // The damage is mended by those who may.
        assertThat(bench.build("three", dockerfile)).isEmpty();
    }

    @Test
    void layersWithWrongBytesAreNotUsed() throws Exception {
        String dockerfile = "FROM scratch\nRUN write /one 1\nRUN copy /one /two\n";
        bench.build("one", dockerfile);
        registry.setFaults(
                request -> request.method().equals("GET") && request.path().contains("/blobs/")
                        ? BrokenAnswer.corruptBody()
                        : null);
        assertThat(bench.build("two", dockerfile)).containsExactly("write /one 1", "copy /one /two");
        assertThat(bench.warnings).isNotEmpty();
    }

    @Test
    void aRegistryThatIsNotThereIsWarnedOfOnce() throws Exception {
        registry.close();
        assertThat(bench.build("one", DOCKERFILE)).hasSize(4);
        assertThat(bench.warnings).singleElement().asString().contains("team/cache", "is not used in this build");
    }

    @Test
    void aRegistryWithTroubleOfItsOwnIsWarnedOfOnceForEachDirection() throws Exception {
        registry.setFaults(request -> Fault.status(503));
        assertThat(bench.build("one", DOCKERFILE)).hasSize(4);
        assertThat(bench.warnings).hasSize(2);
    }

    @Test
    void aTokenToReadReadsAndIsWarnedOfOnceWhenItShouldWrite() throws Exception {
        bench.build("one", "FROM scratch\nRUN write /one 1\n");
        List<Request> refused = new ArrayList<>();
        registry.setFaults(request -> {
            boolean writes =
                    !request.method().equals("GET") && !request.method().equals("HEAD");
            if (writes) {
                refused.add(request);
            }
            return writes ? Fault.status(403) : null;
        });
        assertThat(bench.build("two", "FROM scratch\nRUN write /one 1\nRUN write /two 2\nRUN write /three 3\n"))
                .containsExactly("write /two 2", "write /three 3");
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("Results of steps are not sent to the cache", "403");
        assertThat(refused).isNotEmpty();
    }

    @Test
    void credentialsAreShownToTheCacheAsToAnyRegistry() throws Exception {
        try (TestRegistry closed = TestRegistry.start(TestRegistry.Login.bearer("bob", "secret"))) {
            Reference there = Reference.parse(closed.hostAndPort() + "/team/cache");
            bench.options =
                    new BuildOptionsBuilder().sharedCache(List.of(), there).build();
            assertThat(bench.build("one", "FROM scratch\nRUN write /one 1\n")).hasSize(1);
            assertThat(bench.warnings).hasSize(2);
            RegistryOptions options = bench.registries;
            bench.registries = new RegistryOptionsBuilder(options)
                    .credentials(List.of(CredentialSource.explicit(
                            "test", closed.hostAndPort(), new Credential.Basic("bob", "secret"))))
                    .build();
            assertThat(bench.build("two", "FROM scratch\nRUN write /one 1\n")).hasSize(1);
            assertThat(bench.build("three", "FROM scratch\nRUN write /one 1\n")).isEmpty();
        }
    }

    @Test
    void aMachineThatIsOfflineAsksNoCache() throws Exception {
        bench.registries =
                new RegistryOptionsBuilder(bench.registries).offline(true).build();
        assertThat(bench.build("one", DOCKERFILE)).hasSize(4);
        assertThat(registry.requests()).isEmpty();
        assertThat(bench.warnings).isEmpty();
    }

    /** A base with two layers, the upper one with the users. */
    private Reference pushBase() throws Exception {
        BuildOptions before = bench.options;
        bench.options = BuildOptions.DEFAULTS;
        Files.writeString(bench.context.resolve("passwd"), "app:x:7:8::/:/bin/sh\n");
        bench.build("base", "FROM scratch\nCOPY a.txt /usr/lib/\nCOPY passwd /etc/\n");
        Reference base = Reference.parse(registry.hostAndPort() + "/library/base:1");
        Pushes.push(new ImagePush(bench.machine("base").layout(), List.of(base)), bench.surroundings());
        bench.options = before;
        return base;
    }

    private List<String> layersFetched() {
        return CacheBench.fetchedBlobs(registry).stream()
                .filter(blob -> (registry.memory().blob(blob)[0] & 0xff) == 0x1f)
                .toList();
    }

    @Test
    void layersLeftWhereTheyAreAreNeitherFetchedNorSent() throws Exception {
        Reference base = pushBase();
        String dockerfile = "FROM " + base + "\nRUN write /one 1\nCOPY b.txt /usr/lib/\n";
        assertThat(bench.build("one", dockerfile)).hasSize(1);
        registry.forgetRequests();

        bench.options = new BuildOptionsBuilder(bench.options).leaveLayers(true).build();
        assertThat(bench.build("two", dockerfile)).isEmpty();
        assertThat(bench.started).containsExactly("COPY b.txt /usr/lib/");
        assertThat(layersFetched()).isEmpty();
        assertThat(digest("two")).isEqualTo(digest("one"));
        Reference target = Reference.parse(registry.hostAndPort() + "/team/app:1");
        Workspace two = bench.machine("two");
        PushReport report = Pushes.push(new ImagePush(two.layout(), List.of(target)), bench.surroundings())
                .get(0);
        assertThat(report.blobs())
                .extracting(PushReport.Blob::way)
                .containsExactlyInAnyOrder(Way.SENT, Way.MOUNTED, Way.MOUNTED, Way.MOUNTED, Way.SENT);
        assertThat(layersFetched()).isEmpty();
        assertThat(bench.warnings).isEmpty();

        // Once known, an index is not asked for again.
        registry.forgetRequests();
        assertThat(bench.build("two", dockerfile.replace("COPY b.txt", "COPY a.txt b.txt")))
                .isEmpty();
        assertThat(registry.requests())
                .allMatch(request ->
                        request.method().equals("HEAD") || request.path().equals("/v2/"));
        // Only the layer with the users, to find out who app is.
        assertThat(bench.build("two", dockerfile.replace("COPY", "COPY --chown=app")))
                .isEmpty();
        assertThat(layersFetched()).hasSize(1);
        // A command needs them all.
        assertThat(bench.build("two", dockerfile + "RUN copy /usr/lib/b.txt /two\n"))
                .hasSize(1);
        assertThat(layersFetched()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aLayerToBeLeftThatIsGoneIsMadeAgain() throws Exception {
        String dockerfile = "FROM scratch\nRUN write /one 1\nRUN copy /one /two\n";
        bench.build("one", dockerfile);
        registry.setFaults(request -> request.path().contains("/team/cache/blobs/sha256") ? Fault.status(404) : null);
        bench.options = new BuildOptionsBuilder()
                .sharedCache(List.of(cache), null)
                .leaveLayers(true)
                .build();
        assertThat(bench.build("two", dockerfile)).containsExactly("write /one 1", "copy /one /two");
        assertThat(digest("two")).isEqualTo(digest("one"));
        assertThat(bench.warnings).hasSize(2);
    }

    @Test
    void aDamagedIndexCostsTheFetchOfItsLayer() throws Exception {
        Reference base = pushBase();
        String dockerfile = "FROM " + base + "\nCOPY b.txt /usr/lib/\n";
        bench.build("one", dockerfile);
        for (String tag : registry.storage().tags("team/cache")) {
            String digest = registry.storage().tagged("team/cache", tag).orElseThrow();
            String old = new String(
                    registry.storage()
                            .manifest("team/cache", digest)
                            .orElseThrow()
                            .raw(),
                    StandardCharsets.UTF_8);
            String index = old.replaceAll(".*layer-index.v1\",\"digest\":\"([^\"]*).*", "$1");
            byte[] bytes = registry.memory().blob(index).clone();
            bytes[bytes.length / 2] ^= 1;
            byte[] bad = old.replace(index, registry.memory().addBlob("team/cache", bytes))
                    .getBytes(StandardCharsets.UTF_8);
            registry.storage()
                    .putManifest(
                            "team/cache",
                            Digest.of(bad).toString(),
                            new StoredManifest(dev.drydock.image.MediaTypes.OCI_MANIFEST, bad));
            registry.storage().tag("team/cache", tag, Digest.of(bad).toString());
        }
        bench.options = new BuildOptionsBuilder(bench.options).leaveLayers(true).build();
        bench.build("two", dockerfile);
        assertThat(digest("two")).isEqualTo(digest("one"));
        assertThat(bench.warnings).hasSize(2).allMatch(warning -> warning.contains("its layer is fetched"));
    }

    private Digest digest(String machine) throws IOException {
        byte[] record = Files.readAllBytes(bench.machine(machine).output().resolve(ImageRecord.FILE));
        return Digest.parse(Json.parseObject(record).path("digest").asText());
    }
}
