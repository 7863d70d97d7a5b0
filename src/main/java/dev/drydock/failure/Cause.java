package dev.drydock.failure;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in words. The JDK's exceptions say it badly: some have nothing but a file's name for a message, some
 * nothing at all, and much is in the exception's type or its cause. Exceptions of our own, whose messages are written for
 * people, are quoted as they are.
 */
public final class Cause {

    private Cause() {}

    /**
     * @return a clause to stand behind a colon, without a capital letter or a full stop where it is ours to choose:
     *     {@code /etc/x: permission denied}, {@code the connection was refused}
     */
    public static String of(@Nullable Throwable failure) {
        return say(failure, "");
    }

    /**
     * As {@link #of(Throwable)}, for a message that already names the file.
     *
     * @param named the file, which is not named again: {@code permission denied}
     */
    public static String of(@Nullable Throwable failure, Path named) {
        return say(failure, named.toString());
    }

    /** Whether the disk is full, or what this user may have of it. */
    public static boolean isFullDisk(Throwable failure) {
        return mentions(failure, "no space left", "not enough space", "quota exceeded");
    }

    /** Whether this user may not do it, or nobody may. */
    public static boolean isForbidden(Throwable failure) {
        return unwrapped(failure) instanceof AccessDeniedException
                || mentions(failure, "read-only", "permission denied", "not permitted");
    }

    /** The kernel's errors reach us as words only, and the JDK's exceptions have no type for most of them. */
    private static boolean mentions(Throwable failure, String... words) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            for (String each : words) {
                if (message.contains(each)) {
                    return true;
                }
            }
            at = at.getCause();
        }
        return false;
    }

    /** Chains of causes may be circular. */
    static final int MOST_CAUSES = 20;

    private static String say(@Nullable Throwable failure, String named) {
        if (failure == null) {
            return "the cause is not known";
        }
        Throwable cause = unwrapped(failure);
        if (cause instanceof BuildFailure told) {
            return told.getMessage() + (told.hint() == null ? "" : " (" + told.hint() + ")");
        }
        String words = FileCause.of(cause, named);
        if (words == null) {
            words = NetworkCause.of(cause);
        }
        if (words == null) {
            words = content(cause);
        }
        return words == null ? quoted(cause) : words;
    }

    /** The exception inside those that only carry one from thread to thread, or past a method that may not throw it. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; depth < MOST_CAUSES; depth++) {
            boolean carrier = at instanceof UncheckedIOException
                    || at instanceof ExecutionException
                    || at instanceof CompletionException
                    || at instanceof DirectoryIteratorException
                    // So does an exception made of nothing but its cause.
                    || at.getCause() != null && at.getCause().toString().equals(at.getMessage());
            if (!carrier || at.getCause() == null) {
                return at;
            }
            at = at.getCause();
        }
        return at;
    }

    private static @Nullable String content(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (cause instanceof ZipException && message != null) {
            return message.startsWith("zip ")
                    ? "it is not a zip archive, or not a complete one (" + message + ")"
                    : "it cannot be unpacked (" + message + ")";
        }
        if (cause instanceof EOFException && message == null) {
            return "it ends too early";
        }
        if (cause instanceof InterruptedIOException && message == null || cause instanceof InterruptedException) {
            return "interrupted";
        }
        return null;
    }

    private static String quoted(Throwable cause) {
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type;
        }
        if (!(cause instanceof IOException || cause instanceof IllegalArgumentException)) {
            return type + ": " + message;
        }
        return cause.getClass().getName().startsWith("java") ? clause(message) : message;
    }

    /**
     * Words of the JDK or the system as part of a sentence: they begin with a capital letter unless it is that of an
     * acronym, and some lack a subject.
     */
    static String clause(String words) {
        String lowered = words.length() > 1 && Character.isLowerCase(words.charAt(1))
                ? Character.toLowerCase(words.charAt(0)) + words.substring(1)
                : words;
        if (lowered.startsWith("is a ")) {
            return "it " + lowered;
        }
        return lowered.startsWith("not a ") ? "a part of its path is " + lowered : lowered;
    }
}
