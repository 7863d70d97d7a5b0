package dev.drydock.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.MediaTypes;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failures beside a build, which are nobody's yet. */
@Timeout(60)
class EarlyLookTest {

    @TempDir
    Path temp;

    private final CountDownLatch asked = new CountDownLatch(1);

    private final KnownArtifacts unreadable = new KnownArtifacts() {
        @Override
        public Optional<KnownArtifact> find(Digest sha256, long size) throws IOException {
            throw new IOException("no POM");
        }

        @Override
        public Optional<KnownArtifact> application() throws IOException {
            asked.countDown();
            throw new IOException("no POM");
        }
    };

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private final BuildLog log = new SilentBuildLog() {
        @Override
        public void debug(String message) {
            said.add(message);
        }
    };

    private EarlyLook look(Store store) {
        var findings = new FindingsCache(temp.resolve("findings"));
        return new EarlyLook(new AttestationSources(List.of(store), findings, unreadable, Map.of()), log);
    }

    @Test
    void failuresAreLeftToWhoeverNeedsTheAnswer() throws Exception {
        try (Store store = Store.open(temp.resolve("store"));
                EarlyLook look = look(store)) {
            Digest nothing = Digest.of(new byte[] {1});
            look.base(List.of(nothing));
            Path damaged = Files.writeString(temp.resolve("layer"), "no tar");
            look.layer(new Layer(new Descriptor(MediaTypes.OCI_LAYER, nothing, 6), nothing), damaged);
            Future<String> failing = look.begin(() -> {
                throw new IOException("git is broken");
            });
            look.await();
            assertThat(failing).isDone();
            assertThat(asked.getCount()).isZero();
        }
    }

    @Test
    void aLayerThatIsStillBeingCompressedIsLookedIntoOnce() throws Exception {
        try (Store store = Store.open(temp.resolve("store"));
                EarlyLook look = look(store)) {
            byte[] status =
                    "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n".getBytes(UTF_8);
            WrittenLayer tar;
            try (var writer = new LayerWriter(store.temporary(), Compression.NONE)) {
                writer.add(
                        TarEntry.file("var/lib/dpkg/status", 0644, 0, 0, status.length, Instant.EPOCH),
                        new ByteArrayInputStream(status));
                tar = writer.finish();
            }
            Digest diffId = tar.layer().diffId();
            look.files(tar.layer(), tar.file());
            look.await();
            assertThat(new FindingsCache(temp.resolve("findings")).recall(diffId))
                    .isTrue();

            Path noBlob = temp.resolve("none");
            look.layer(new Layer(new Descriptor(MediaTypes.OCI_LAYER, Digest.of(status), 6), diffId), noBlob);
            look.await();
            assertThat(said).isEmpty();
        }
    }

    @Test
    void nothingGoesOnAfterTheEnd() throws Exception {
        var running = new CountDownLatch(1);
        Future<Boolean> endless;
        try (Store store = Store.open(temp.resolve("store"));
                EarlyLook look = look(store)) {
            endless = look.begin(() -> {
                running.countDown();
                return new CountDownLatch(1).await(1, TimeUnit.HOURS);
            });
            running.await();
        }
        assertThat(endless).isDone();
    }
}
