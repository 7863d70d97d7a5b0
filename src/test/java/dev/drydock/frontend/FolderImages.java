package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Images that are config files of a folder: {@code library_busybox.json}, or {@code library_busybox.linux_arm64.json} for one
 * platform. Remembers what it was asked for.
 */
final class FolderImages implements BaseImages {

    private final Path folder;
    final List<String> asked = new ArrayList<>();

    FolderImages(Path folder) {
        this.folder = folder;
    }

    @Override
    public BaseImage find(Reference reference, Platform platform) {
        asked.add(reference + " " + platform);
        return read(reference.repository().replace('/', '_'), reference, platform);
    }

    @Override
    public BaseImage findInLayout(String path, Platform platform) {
        asked.add(path + " " + platform);
        return read(path.replace('/', '_'), Reference.parse("layout.invalid/" + path), platform);
    }

    private BaseImage read(String name, Reference reference, Platform platform) {
        Path special = folder.resolve(name + "." + platform.toString().replace('/', '_') + ".json");
        Path file = Files.exists(special) ? special : folder.resolve(name + ".json");
        if (!Files.exists(file)) {
            throw BuildFailure.ofEnvironment(reference + " is not there", "Look for another.", null);
        }
        try {
            byte[] config = Files.readAllBytes(file);
            ImageConfig parsed = ImageConfig.parse(config);
            List<Descriptor> layers = parsed.diffIds().stream()
                    .map(id -> new Descriptor(MediaTypes.OCI_LAYER_GZIP, id, 1))
                    .toList();
            Descriptor descriptor = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length);
            return new BaseImage(reference, Manifest.of(descriptor, layers, Map.of()), parsed);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
