package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A layer whose stored bytes, verified when they were stored, are in a local file. */
public record LayerFile(Layer layer, Path file) {

    /**
     * Explains a failure to make use of the layer: one that says so if the file has changed since it was stored, else
     * the same. Reads all of the file.
     */
    public IOException explained(IOException failure) {
        try {
            return isWhole()
                    ? failure
                    : new IOException(
                            file
                                    + " has changed since it was stored: the disk is faulty, or something wrote to"
                                    + " the file."
                                    + " Delete it; the next build fetches or makes it anew",
                            failure);
        } catch (IOException unreadable) {
            failure.addSuppressed(unreadable);
            return failure;
        }
    }

    private boolean isWhole() throws IOException {
        Digest stored = layer.blob().digest();
        MessageDigest digest = stored.newMessageDigest();
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return HexFormat.of().formatHex(digest.digest()).equals(stored.hex());
    }
}
