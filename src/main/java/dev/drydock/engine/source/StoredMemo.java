package dev.drydock.engine.source;

import dev.drydock.context.ContentMemo;
import dev.drydock.context.FileStamp;
import dev.drydock.image.Digest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store's memo of file contents, for build contexts. */
public record StoredMemo(dev.drydock.store.ContentMemo memo) implements ContentMemo {

    @Override
    public @Nullable Digest find(FileStamp stamp) {
        return memo.find(Path.of(stamp.path()), stored(stamp)).orElse(null);
    }

    @Override
    public void remember(FileStamp stamp, Digest digest) {
        memo.remember(Path.of(stamp.path()), stored(stamp), digest);
    }

    /** Without the device: a path that leads to another file system leads to another inode or change time. */
    private static dev.drydock.store.FileStamp stored(FileStamp stamp) {
        return new dev.drydock.store.FileStamp(stamp.size(), stamp.modified(), stamp.changed(), stamp.inode());
    }
}
