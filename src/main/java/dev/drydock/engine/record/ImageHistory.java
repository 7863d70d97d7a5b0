package dev.drydock.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.RegistryClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows {@code docker history} shows of an image, newest first.
 *
 * @param title what the rows are of: a reference or a layout's path
 */
public record ImageHistory(String title, List<Row> rows) {

    /**
     * @param created RFC 3339, as stored; "" if the image does not say
     * @param createdBy the instruction as stored
     * @param size bytes of the layer as stored; 0 for entries without a layer
     * @param origin how this machine's build came by it; null for base images and for images built elsewhere
     */
    public record Row(
            String created,
            String createdBy,
            long size,
            String comment,
            boolean emptyLayer,
            @Nullable LayerOrigin origin) {}

    /** Whether the image a build left has that name. */
    public static boolean isOf(Workspace workspace, Reference name) throws IOException {
        return ImageRecord.names(workspace.output()).contains(name.fullName());
    }

    /**
     * History of the image a build left.
     *
     * @throws BuildFailure if there is none
     */
    public static ImageHistory ofLayout(Workspace workspace, Platform platform) throws IOException {
        LayoutImage image = OciLayout.open(workspace.layout()).image("", platform);
        Map<Digest, LayerOrigin> origins = ImageRecord.origins(workspace.output());
        return new ImageHistory(workspace.layout().toString(), rows(image.parsedConfig(), image.manifest(), origins));
    }

    /**
     * History of an image in a registry, of which manifest and config are fetched.
     *
     * @throws BuildFailure if there is none
     */
    public static ImageHistory ofReference(Reference reference, Platform platform, BuildEnvironment surroundings)
            throws IOException {
        try (RegistryClient client = RegistryClient.open(surroundings.registry(), surroundings.log())) {
            FetchedManifest found = client.resolve(reference);
            if (MediaTypes.isIndex(found.mediaType())) {
                Descriptor chosen = Index.parse(found.raw(), found.mediaType())
                        .select(platform)
                        .orElseThrow(() -> BuildFailure.ofBuild(
                                "The image " + reference + " is not available for " + platform, null));
                found = client.fetchManifest(reference, chosen.digest());
            }
            Manifest manifest = Manifest.parse(found.raw(), found.mediaType());
            ImageConfig config = ImageConfig.parse(client.fetchSmall(reference, manifest.config()));
            return new ImageHistory(reference.toString(), rows(config, manifest, Map.of()));
        }
    }

    /** Entries and layers go together in their order; a layer the history does not name gets a row all the same. */
    private static List<Row> rows(ImageConfig config, Manifest manifest, Map<Digest, LayerOrigin> origins) {
        List<Row> rows = new ArrayList<>();
        int next = 0;
        for (JsonNode entry : config.history()) {
            boolean empty = entry.path("empty_layer").asBoolean(false)
                    || next >= manifest.layers().size();
            Descriptor layer = empty ? null : manifest.layers().get(next++);
            rows.add(row(
                    entry.path("created").asText(""),
                    entry.path("created_by").asText(""),
                    entry.path("comment").asText(""),
                    layer,
                    origins));
        }
        while (next < manifest.layers().size()) {
            rows.add(row("", "", "", manifest.layers().get(next++), origins));
        }
        Collections.reverse(rows);
        return rows;
    }

    private static Row row(
            String created,
            String createdBy,
            String comment,
            @Nullable Descriptor layer,
            Map<Digest, LayerOrigin> origins) {
        return layer == null
                ? new Row(created, createdBy, 0, comment, true, null)
                : new Row(created, createdBy, layer.size(), comment, false, origins.get(layer.digest()));
    }
}
