package dev.drydock.failure;

import dev.drydock.startup.StartUp;
import org.jspecify.annotations.Nullable;

/**
 * A failure told to the user. The message says what went wrong, where (file:line) and with which value; the hint says what
 * to do about it. Rooms throw it wherever they know enough to say so; the Maven front end alone turns it into Maven's own
 * exception types.
 */
@StartUp
public final class BuildFailure extends RuntimeException {

    /** Whose turn it is to act. */
    public enum Blame {
        /** The user's input is wrong: Dockerfile, configuration, a command of theirs that failed. */
        BUILD,
        /** Something outside the input failed: network, registry, disk, kernel. */
        ENVIRONMENT
    }

    private final Blame blame;
    private final @Nullable String hint;

    private BuildFailure(Blame blame, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.blame = blame;
        this.hint = hint;
    }

    /** The user's build is wrong. */
    public static BuildFailure ofBuild(String message, @Nullable String hint) {
        return new BuildFailure(Blame.BUILD, message, hint, null);
    }

    /** The surroundings failed. */
    public static BuildFailure ofEnvironment(String message, @Nullable String hint, @Nullable Throwable cause) {
        return new BuildFailure(Blame.ENVIRONMENT, message, hint, cause);
    }

    /**
     * The surroundings failed, of which an exception of the JDK tells: the message is followed by that {@linkplain Cause in
     * words}, and by advice if it is about space or permissions.
     *
     * @param message such as {@code The image layout in /x cannot be read}, without a full stop
     */
    public static BuildFailure ofCause(String message, Throwable cause) {
        String hint = Cause.isFullDisk(cause)
                ? "Free some space on that disk: mvn drydock:prune, if it is the one of drydock.cacheDirectory."
                : Cause.isForbidden(cause) ? "Check what this user may do with that file or directory." : null;
        return ofEnvironment(message + ": " + Cause.of(cause), hint, cause);
    }

    /** The same failure with something said before its message, such as the step that met it. */
    public BuildFailure within(String prefix) {
        return new BuildFailure(blame, prefix + ": " + getMessage(), hint, this);
    }

    public Blame blame() {
        return blame;
    }

    /** Advice to the user, one or more sentences; null if there is nothing better than the message. */
    public @Nullable String hint() {
        return hint;
    }
}
