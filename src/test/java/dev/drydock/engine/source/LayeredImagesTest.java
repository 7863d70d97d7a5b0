package dev.drydock.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredImagesTest {

    @TempDir
    Path temp;

    private Workspace space;
    private LayoutImage image;

    @BeforeEach
    void build() throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("b.txt"), "bb");
        Path file = Files.writeString(
                context.resolve("Dockerfile"),
                "FROM scratch\nCOPY a.txt /x/a\nENV A=b\nCOPY b.txt /x/a\nCOPY a.txt /y\n");
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        var environment = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
        new Builder(environment)
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("me/app:1"), space));
        image = OciLayout.open(space.layout()).image("", Platform.current());
    }

    @Test
    void anImageIsSeenAsItsLayersStackedWhetherAStoreHasTheirIndexesOrNot() throws Exception {
        try (Store project = Store.openInProject(space.projectCache())) {
            LayeredImage known = LayeredImages.of(image, List.of(project));
            LayeredImage read = LayeredImages.of(image, List.of());
            assertThat(known.layers()).hasSize(3).isEqualTo(read.layers());
            assertThat(known.missing()).isEmpty();
            assertThat(known.files().get("x/a")).satisfies(node -> {
                assertThat(node.entry().size()).isEqualTo(2);
                assertThat(node.layer()).isEqualTo(1);
            });
            assertThat(known.instructions())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("COPY a.txt /x/a"),
                            second -> assertThat(second).contains("COPY b.txt"),
                            third -> assertThat(third).contains("COPY a.txt /y"));
        }
    }

    @Test
    void anIndexThatHadToBeMadeIsKeptWhereTheBlobIs() throws Exception {
        Layer first = new Layer(
                image.manifest().layers().get(0), image.parsedConfig().diffIds().get(0));
        try (Store store = Store.open(temp.resolve("other-store"))) {
            Path copy = Files.copy(
                    image.blobs().get(first.blob().digest()), store.temporary().resolve("copy"));
            store.admit(copy, first.blob().digest());
            assertThat(store.indexFile(first.diffId())).isEmpty();
            LayeredImages.of(image, List.of(store));
            assertThat(store.indexFile(first.diffId())).isPresent();
        }
    }

    @Test
    void aLayerThatWasLeftElsewhereIsMissingAndTheOthersKeepTheirInstructions() throws Exception {
        Map<Digest, Path> blobs = new HashMap<>(image.blobs());
        blobs.remove(image.manifest().layers().get(1).digest());
        LayeredImage lacking =
                LayeredImages.of(new LayoutImage(image.manifest(), image.config(), blobs, null, Map.of()), List.of());
        assertThat(lacking.missing())
                .containsExactly(image.parsedConfig().diffIds().get(1));
        assertThat(lacking.instructions())
                .satisfiesExactly(
                        first -> assertThat(first).contains("COPY a.txt /x/a"),
                        second -> assertThat(second).contains("COPY a.txt /y"));
        assertThat(lacking.files().get("x/a").entry().size()).isEqualTo(1);
    }

    @Test
    void aLayerThatCannotBeReadIsToldByItsDigest() throws Exception {
        Digest first = image.manifest().layers().get(0).digest();
        Path broken = Files.writeString(temp.resolve("broken"), "no layer");
        Map<Digest, Path> blobs = new HashMap<>(image.blobs());
        blobs.put(first, broken);
        var damaged = new LayoutImage(image.manifest(), image.config(), blobs, null, Map.of());
        assertThatThrownBy(() -> LayeredImages.of(damaged, List.of()))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("The layer " + first + " cannot be looked into");
    }
}
