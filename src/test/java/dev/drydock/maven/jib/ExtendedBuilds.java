package dev.drydock.maven.jib;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import dev.drydock.image.Descriptor;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.PomBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project whose builds have extensions of Jib, published ones and one that does what each test wants. */
abstract class ExtendedBuilds {

    static final String CHANGING = extension(ChangingExtension.class.getName(), "");

    static final Instant OWN = Instant.parse("2001-02-03T04:05:06Z");

    @TempDir
    Path dir;

    ContainerBuildPlan seen;

    @BeforeEach
    void project() throws IOException {
        ChangingExtension.change = plan -> {
            seen = plan;
            return plan;
        };
        Path classes = Files.createDirectories(dir.resolve("target/classes"));
        Path source =
                Files.writeString(dir.resolve("Main.java"), "class Main { public static void main(String[] a) {} }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        file("target/classes/config/app.yml");
        file("extra/bin/tool").toFile().setExecutable(true);
        Files.createSymbolicLink(dir.resolve("extra/link"), Path.of("bin/tool"));
    }

    static String extension(String name, String more) {
        return "<pluginExtensions><pluginExtension><implementation>" + name + "</implementation>" + more
                + "</pluginExtension></pluginExtensions>";
    }

    PomBuild build(String configuration) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from>" + configuration)
                .user("drydock.cacheDirectory", dir + "/store");
    }

    Path file(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    static List<FileEntry> entries(ContainerBuildPlan plan) {
        List<FileEntry> entries = new ArrayList<>();
        for (LayerObject layer : plan.getLayers()) {
            entries.addAll(((FileEntriesLayer) layer).getEntries());
        }
        return entries;
    }

    static ContainerBuildPlan layers(ContainerBuildPlan plan, UnaryOperator<FileEntriesLayer> change) {
        return plan.toBuilder()
                .setLayers(plan.getLayers().stream()
                        .map(layer -> change.apply((FileEntriesLayer) layer))
                        .toList())
                .build();
    }

    static ContainerBuildPlan entries(ContainerBuildPlan plan, UnaryOperator<FileEntry> change) {
        return layers(
                plan,
                layer -> layer.toBuilder()
                        .setEntries(layer.getEntries().stream().map(change).toList())
                        .build());
    }

    static LayoutImage image(PomBuild build) throws IOException {
        OciLayout layout = OciLayout.open(build.output().resolve("image"));
        return layout.images(layout.entries().get(0)).get(0);
    }

    static List<String> history(PomBuild build) throws IOException {
        return image(build).parsedConfig().history().stream()
                .map(entry -> entry.path("created_by").asText())
                .toList();
    }

    static List<String> files(PomBuild build) throws IOException {
        return tar(build).stream()
                .filter(line -> !line.contains(" 755 "))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    /** Path, mode, owner and time of everything in all layers. */
    static List<String> tar(PomBuild build) throws IOException {
        List<String> lines = new ArrayList<>();
        LayoutImage image = image(build);
        for (Descriptor layer : image.manifest().layers()) {
            try (TarReader tar = new TarReader(LayerInput.open(image.blobs().get(layer.digest())))) {
                for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                    lines.add(entry.name() + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + ":"
                            + entry.gid() + " " + entry.modified()
                            + (entry.linkName().isEmpty() ? "" : " -> " + entry.linkName()));
                }
            }
        }
        return lines;
    }
}
