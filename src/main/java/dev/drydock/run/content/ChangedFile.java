package dev.drydock.run.content;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.kernel.OpenFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into a layer, open. All that is still to be learnt of it, or done to it, goes by its descriptor: its name is not
 * looked up again.
 */
final class ChangedFile implements AutoCloseable {

    private final TarEntry.Builder description;
    private final @Nullable Instant modified;
    private final OpenFile file;
    private final long size;

    /** @param modified the time it is given, as its description says; null if it has that */
    ChangedFile(TarEntry.Builder description, @Nullable Instant modified, OpenFile file, long size) {
        this.description = description;
        this.modified = modified;
        this.file = file;
        this.size = size;
    }

    long size() {
        return size;
    }

    OpenFile content() {
        return file;
    }

    /** The file as the layer has it: of the extended attributes its capabilities, and as with Docker no others. */
    TarEntry describe() throws IOException {
        var capabilities = file.xattr(TarEntry.CAPABILITY);
        return capabilities
                .map(value ->
                        description.xattrs(Map.of(TarEntry.CAPABILITY, value)).build())
                .orElseGet(description::build);
    }

    /** It has been read: from now on it is as if unpacked from the layer. */
    void settle() throws IOException {
        if (modified != null) {
            file.setTimes(modified);
        }
        file.close();
    }

    @Override
    public void close() {
        file.close();
    }
}
