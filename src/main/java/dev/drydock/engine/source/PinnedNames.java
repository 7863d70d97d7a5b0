package dev.drydock.engine.source;

import dev.drydock.engine.BaseOptions;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.fault.StatusFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of image names in a build, by its {@link LockFile}, whatever registries say today. Where there is such a file, a
 * name that is not in it is refused, so that nobody takes a build for pinned that is not.
 */
public final class PinnedNames {

    private final @Nullable Path file;
    private final Map<String, LockFile.Entry> entries;
    private final boolean exists;
    private final boolean mayLack;
    private final BuildTrace trace;
    private final BuildLog log;

    private PinnedNames(
            @Nullable Path file, Optional<byte[]> content, boolean mayLack, BuildTrace trace, BuildLog log) {
        this.file = file;
        this.entries = file == null || content.isEmpty() ? Map.of() : LockFile.parse(file, content.get());
        this.exists = content.isPresent();
        this.mayLack = mayLack;
        this.trace = trace;
        this.log = log;
    }

    /** All names mean what registries say. */
    static PinnedNames none(BuildTrace trace, BuildLog log) {
        return new PinnedNames(null, Optional.empty(), true, trace, log);
    }

    /** Reads the file, and has the build remember that it did, or that there was none. */
    public static PinnedNames read(BaseOptions options, BuildTrace trace, BuildLog log) throws IOException {
        Path file = options.lockFile();
        Optional<byte[]> content = file == null ? Optional.empty() : trace.read(file);
        boolean expected = file != null && (content.isPresent() || options.lockExpected());
        return expected ? new PinnedNames(file, content, options.unpinned(), trace, log) : none(trace, log);
    }

    /**
     * The meaning of a reference: with a digest, if it is pinned or has one; otherwise itself.
     *
     * @throws BuildFailure if it should be pinned and is not
     */
    Reference meaning(Reference reference) {
        if (file == null || reference.digest() != null) {
            return reference;
        }
        LockFile.Entry entry = entries.get(reference.fullName());
        if (entry != null) {
            return reference.withDigest(entry.digest());
        }
        String lack =
                reference.fullName() + " is not pinned: " + (exists ? "it is not in " + file : "there is no " + file);
        if (!mayLack) {
            throw BuildFailure.ofBuild(
                    lack,
                    "Pin it with mvn drydock:lock and the settings of this build (-Ddrydock.lock.keep leaves in the"
                            + " file what other settings need), or take what it means today with"
                            + " -Ddrydock.lock.missing=warn.");
        }
        String warning = lack + "; the build takes what it means today. mvn drydock:lock pins it";
        if (trace.warning(warning)) {
            log.warning(warning);
        }
        return reference;
    }

    /** The failure to get something of an image, or, if it is that the registry lacks what was pinned, that. */
    BuildFailure explained(Reference reference, BuildFailure failure) {
        LockFile.Entry entry = reference.digest() == null ? entries.get(reference.fullName()) : null;
        boolean lacks = failure.getCause() instanceof StatusFailure status && status.isNotFound();
        if (entry == null || !lacks) {
            return failure;
        }
        return BuildFailure.ofEnvironment(
                file + ":" + entry.line() + ": " + reference.fullName() + " is pinned to " + entry.digest() + ", which "
                        + reference.registry() + " does not have",
                "mvn drydock:lock pins what the name means now. A registry may also have removed the image, or hide"
                        + " what needs a log-in.",
                failure);
    }
}
