package dev.drydock.report.page;

import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Gap;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.Inventory.Origin;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.Software.Kind;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.IndexEntry;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerListing;
import dev.drydock.layer.LayeredImage;
import dev.drydock.report.Comparison;
import dev.drydock.report.ImageReport;
import dev.drydock.report.difference.Change;
import dev.drydock.report.difference.Difference;
import dev.drydock.report.difference.FileChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An image such as large ones are, with as many files as one likes and names that nobody likes. Equal calls make equal images. */
public final class LargeImage {

    /** Names that try to be more than names. */
    public static final List<String> HOSTILE = List.of(
            "</script><img src=x onerror=document.title='taken'>",
            "<b>bold</b>&amp;\"'`",
            "two\nlines\tand a tab",
            "exe.\u202Etxt.right-to-left",
            "not utf-8 \uDCFF\uDC80",
            "long-" + "n".repeat(4000),
            "__proto__",
            "constructor");

    private final Random random = new Random(7);
    private final List<LayerIndex> layers = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private List<IndexEntry> entries = new ArrayList<>();
    private List<String> whiteouts = new ArrayList<>();
    private int serial;

    /** Writes {@code report.html} into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long start = System.nanoTime();
        ImageReport report = report(Integer.parseInt(arguments[1]));
        long made = System.nanoTime();
        Path file = ReportFiles.write(report, folder, false);
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.println(file + ": " + report.files().size() + " rows, " + Files.size(file) + " bytes; made in "
                + (made - start) / 1_000_000 + " ms, written in " + (System.nanoTime() - made) / 1_000_000 + " ms, "
                + used / 1_000_000 + " MB in use");
    }

    /** @param files about so many */
    public static ImageReport report(int files) {
        return new LargeImage().make(files);
    }

    private ImageReport make(int files) {
        system();
        layer("/bin/sh -c #(nop) ADD file:1f9ae0c5 in / ", false);
        metadata("CMD [\"bash\"]");
        packages();
        layer("RUN /bin/sh -c apt-get update && apt-get install -y gcc libpq-dev # buildkit", false);
        metadata("WORKDIR /app");
        modules("app/node_modules", files - 14_000);
        layer("COPY --from=build /src/node_modules node_modules # buildkit", false);
        application();
        List<IndexEntry> copied = List.copyOf(entries);
        layer("COPY . . # buildkit", false);
        entries = new ArrayList<>(copied.subList(0, copied.size() / 2));
        layer("RUN /bin/sh -c chown -R node:node /app # buildkit", false);
        whiteouts.add("app/test");
        layer("RUN /bin/sh -c rm -rf test # buildkit", false);
        for (String name : HOSTILE) {
            file("srv/hostile/" + name, 1000 + name.length());
        }
        layer("COPY hostile /srv/hostile # buildkit", false);
        metadata("USER node");
        metadata("ENTRYPOINT [\"node\" \"server.js\"]");
        return report();
    }

    private void system() {
        String[] folders = {
            "usr/bin", "usr/lib/x86_64-linux-gnu", "usr/share/doc", "usr/share/zoneinfo", "etc", "var/lib/dpkg/info"
        };
        for (int i = 0; i < 8000; i++) {
            String folder = folders[i % folders.length] + (i % 7 == 0 ? "/part" + i % 40 : "");
            file(folder + "/file-" + i, size(9));
        }
        file("usr/lib/x86_64-linux-gnu/libc.so.6", 1_922_136);
        file("usr/bin/perl", 3_790_000);
    }

    private void packages() {
        for (int i = 0; i < 40; i++) {
            file("var/lib/apt/lists/deb.debian.org_dists_bookworm_" + i, size(13));
        }
        for (int i = 0; i < 900; i++) {
            file("usr/include/part" + i % 30 + "/header-" + i + ".h", size(9));
        }
        file("usr/lib/gcc/x86_64-linux-gnu/12/cc1", 31_000_000);
    }

    private void modules(String folder, int count) {
        for (int i = 0; i < count; i++) {
            String module = folder + "/module-" + i / 90;
            String path = i % 5 == 0
                    ? module + "/package-" + i + ".json"
                    : module + "/lib/part-" + i % 11 + "/index-" + i + ".js";
            file(path, size(8));
        }
    }

    private void application() {
        for (int i = 0; i < 3000; i++) {
            file((i % 3 == 0 ? "app/test/case-" : "app/src/page-") + i + ".js", size(9));
        }
        for (int i = 0; i < 60; i++) {
            file("app/.git/objects/pack/pack-" + i, size(12));
        }
        file("app/static/film.mp4", 24_000_000);
        file("app/static/copy/film.mp4", 24_000_000, "film");
        file("app/static/copy/film-again.mp4", 24_000_000, "film");
        file("app/findme/needle-in-the-haystack.txt", 4242);
    }

    private long size(int magnitude) {
        return (long) Math.exp(magnitude - 2 + 3 * random.nextGaussian() / 2);
    }

    private void file(String path, long size) {
        file(path, size, "content " + serial++);
    }

    private void file(String path, long size, String content) {
        entries.add(new IndexEntry(TarEntry.file(path, 0644, 0, 0, size, Instant.EPOCH), digest(content)));
    }

    private void layer(String instruction, boolean empty) {
        layers.add(LayerIndex.of(new LayerListing(List.copyOf(entries), List.copyOf(whiteouts), List.of())));
        entries = new ArrayList<>();
        whiteouts = new ArrayList<>();
        history.add(new HistoryEntry(instruction, empty));
    }

    private void metadata(String instruction) {
        history.add(new HistoryEntry(instruction, true));
    }

    private ImageReport report() {
        List<IndexedLayer> indexed = new ArrayList<>();
        List<Descriptor> blobs = new ArrayList<>();
        List<Digest> diffIds = new ArrayList<>();
        Map<Digest, LayerOrigin> origins = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Digest digest = digest("layer " + i);
            Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, digest, 3_000_000L * (7 - i) + 70_000);
            blobs.add(blob);
            diffIds.add(digest);
            indexed.add(new IndexedLayer(new LayerFile(new Layer(blob, digest), Path.of("none")), layers.get(i)));
            if (i > 0) {
                origins.put(digest, new LayerOrigin("Dockerfile:" + (2 * i + 1), i < 3, Duration.ofMillis(7000 / i)));
            }
        }
        ImageConfig config = ImageConfig.empty(Platform.parse("linux/amd64"))
                .withDiffIds(diffIds)
                .withHistoryAppended(history, "2026-11-30T08:00:00Z")
                .withEntrypoint(List.of("node", "server.js"))
                .withUser("node")
                .withWorkingDir("/app")
                .withExposedPorts(List.of("3000/tcp"))
                .withEnv(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"))
                .withLabels(Map.of("org.opencontainers.image.title", "<i>shop</i>"));
        byte[] raw = config.toBytes();
        Manifest manifest =
                Manifest.of(new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(raw), raw.length), blobs, Map.of());
        return ImageReport.of(
                        "registry.example/shop/web:1.4",
                        new LayeredImage(config, manifest, indexed, List.of()),
                        origins,
                        inventory(indexed))
                .with(new Comparison("Compared with registry.example/shop/web:1.3.", difference()));
    }

    private static Inventory inventory(List<IndexedLayer> indexed) {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Kind kind = i < 120 ? Kind.DEBIAN : Kind.NPM;
            String name = i == 130 ? HOSTILE.get(0) : "package-" + i;
            String purl = "pkg:" + kind.word() + "/package-" + i + "@1." + i;
            List<String> licences = i % 3 == 0 ? List.of("MIT") : i % 3 == 1 ? List.of("GPL-2.0-or-later") : List.of();
            var software = new Software(kind, "", name, "1." + i, purl, licences, "", null);
            String path =
                    kind == Kind.DEBIAN ? "var/lib/dpkg/status" : "app/node_modules/package-" + i + "/package.json";
            components.add(new Component(software, path, kind == Kind.DEBIAN ? 0 : 2, "", List.of()));
        }
        List<Origin> origins = new ArrayList<>();
        for (IndexedLayer layer : indexed) {
            Layer is = layer.file().layer();
            origins.add(new Origin(is.diffId(), is.blob().digest(), ""));
        }
        return new Inventory(
                components,
                origins,
                null,
                List.of(new Gap("/var/lib/rpm/Packages is of a form that is not read", true)),
                "");
    }

    private static Difference difference() {
        return new Difference(
                79_000_000,
                List.of(
                        new FileChange("app/static/film.mp4", 19_000_000, 24_000_000),
                        new FileChange("app/" + HOSTILE.get(0), -1, 5_000_000),
                        new FileChange("app/old.zip", 1_200_000, -1),
                        new FileChange("app/findme/needle-in-the-haystack.txt", 4242, 4242)),
                List.of(
                        new Change("openssl (deb)", "3.0.11-1", "3.0.15-1"),
                        new Change("left-pad (npm)", "1.3.0", ""),
                        new Change("pino (npm)", "", "9.1.0")),
                List.of(new Change("User", "root", "node"), new Change("Variable DEBUG", "1", "")));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
