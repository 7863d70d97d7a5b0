package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Manifest;
import dev.drydock.io.compress.LayerInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads all bytes of the image of one platform. */
final class ContentCheck {

    private final ImageLayers layers;
    private final Findings findings;

    ContentCheck(ImageLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    /** @return whether the layers are what the manifest and the configuration say, as far as they are here */
    boolean check() throws IOException {
        Manifest manifest = layers.manifest();
        ImageConfig config = layers.config();
        Descriptor image = layers.image();
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != manifest.layers().size()) {
            findings.wrong("The manifest " + image.digest() + " has "
                    + manifest.layers().size() + " layers, and its configuration " + diffIds.size());
            return false;
        }
        int left = 0;
        int whole = 0;
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            Optional<Path> file = layers.file(layer);
            if (file.isEmpty()) {
                left++;
                continue;
            }
            whole += isWhole(layer, diffIds.get(i), file.get()) ? 1 : 0;
        }
        if (left > 0) {
            findings.unverified(left + " of the " + diffIds.size() + " layers of " + image.digest()
                    + " are not here but in the registry of the base image (drydock.leaveLayers): they were not read");
        }
        boolean all = whole + left == diffIds.size();
        if (all) {
            findings.right(config.platform() + "  " + image.digest() + ": the manifest, the configuration and " + whole
                    + (whole == 1 ? " layer" : " layers") + " have the bytes that their digests say");
        }
        return all;
    }

    private boolean isWhole(Descriptor layer, Digest diffId, Path file) throws IOException {
        MessageDigest stored = layer.digest().newMessageDigest();
        MessageDigest unpacked = diffId.newMessageDigest();
        boolean unpacks = true;
        try (InputStream blob = new DigestInputStream(Files.newInputStream(file), stored)) {
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), unpacked)) {
                LayerInput.decompress(new Unclosed(blob)).transferTo(out);
            } catch (IOException e) {
                unpacks = false;
            }
            blob.transferTo(OutputStream.nullOutputStream());
        }
        if (Files.size(file) != layer.size() || !isOf(stored, layer.digest())) {
            findings.wrong("The layer " + layer.digest() + " has other bytes than its digest says");
            return false;
        }
        if (!unpacks || !isOf(unpacked, diffId)) {
            findings.wrong("The layer " + layer.digest() + " does not unpack to " + diffId
                    + ", as the configuration of the image says");
            return false;
        }
        return true;
    }

    private static boolean isOf(MessageDigest computed, Digest expected) {
        return HexFormat.of().formatHex(computed.digest()).equals(expected.hex());
    }

    /** Left open, so that what a decompressor leaves over can be read. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Whoever opened the stream closes it.
        }
    }
}
