package dev.drydock.store;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Commands that were part of a build on this machine. Notes are pruned like results of steps. */
public final class CommandNotes {

    private final StoreLayout layout;

    CommandNotes(StoreLayout layout) {
        this.layout = layout;
    }

    /**
     * Whether no build has noted it. Of a store filled by a Drydock that made no notes, nothing is new.
     *
     * @param command digest of what was written
     */
    public boolean isNew(Digest command) {
        if (Files.exists(layout.command(command))) {
            return false;
        }
        return Files.exists(layout.commands()) || !Files.exists(layout.steps());
    }

    /** Notes that it was part of a build which succeeded just now. */
    public void add(Digest command) {
        try {
            Path note = layout.command(command);
            Files.createDirectories(layout.commands());
            try {
                Files.createFile(note);
            } catch (FileAlreadyExistsException again) {
                Files.setLastModifiedTime(note, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw layout.failure(e);
        }
    }
}
