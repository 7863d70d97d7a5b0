package dev.drydock.copy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.Accounts;
import dev.drydock.layer.Accounts.Owner;
import dev.drydock.plan.StepSource;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Owner, mode and times a step gives to what it brings.
 *
 * @param owner null keeps that of the source; directories made on the way are then root's
 * @param timestamp null keeps the times of the source
 */
record Metadata(
        @Nullable Owner owner, ModeChange chmod, @Nullable Instant timestamp) {

    /**
     * @param userAndGroup as --chown or USER have it; null for nobody in particular
     * @param root whose accounts count
     * @throws BuildFailure if a name is given where no root is to look it up in
     */
    static @Nullable Owner owner(@Nullable String userAndGroup, LayeredTree root, StepSource source)
            throws IOException {
        if (userAndGroup == null || userAndGroup.isEmpty()) {
            return null;
        }
        if (!Accounts.needsFiles(userAndGroup)) {
            return Accounts.NONE.owner(userAndGroup);
        }
        if (root.isScratch()) {
            throw BuildFailure.ofBuild(
                    source.location() + ": " + source.text() + ": there is no /etc/passwd to look up " + userAndGroup
                            + " in",
                    "On an empty root (FROM scratch, --link) use numbers, such as 1000:1000.");
        }
        return root.accounts().owner(userAndGroup);
    }

    /**
     * A source's description as it is to be in the image.
     *
     * @param lasting its times are its own: only later ones change
     */
    TarEntry of(TarEntry entry, boolean lasting) {
        TarEntry owned = owner == null ? entry : entry.withOwner(owner.uid(), owner.gid());
        TarEntry moded = owned.isSymlink() ? owned : owned.withMode(chmod.apply(entry.mode(), entry.isDirectory()));
        return moded.withModified(time(entry.modified(), lasting));
    }

    /** Whether the owner was given. */
    boolean isOwned() {
        return owner != null;
    }

    /**
     * A directory, without a name, that is made because something goes into it.
     *
     * @param modified the time of that something
     */
    TarEntry madeDirectory(Instant modified, boolean lasting) {
        return madeDirectory(chmod.madeDirectory(), modified, lasting);
    }

    TarEntry madeDirectory(int mode, Instant modified, boolean lasting) {
        Owner made = owner == null ? Owner.ROOT : owner;
        return TarEntry.directory("", mode, made.uid(), made.gid(), time(modified, lasting));
    }

    /** A time that belongs to the content of an image or archive stays, unless it is later than the timestamp. */
    Instant time(Instant own, boolean lasting) {
        return timestamp == null || lasting && own.isBefore(timestamp) ? own : timestamp;
    }
}
