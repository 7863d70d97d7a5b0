package dev.drydock.context;

import dev.drydock.image.Digest;
import org.jspecify.annotations.Nullable;

/** Remembers what files of a certain state contain, from build to build. Used by several threads. */
public interface ContentMemo {

    /** Knows nothing, forgets everything. */
    ContentMemo NONE = new ContentMemo() {
        @Override
        public @Nullable Digest find(FileStamp stamp) {
            return null;
        }

        @Override
        public void remember(FileStamp stamp, Digest digest) {
            // that is what it is for
        }
    };

    /** The digest remembered for exactly this state, or null. */
    @Nullable
    Digest find(FileStamp stamp);

    /** May forget at any time. */
    void remember(FileStamp stamp, Digest digest);
}
