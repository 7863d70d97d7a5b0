package dev.drydock.failure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an operation on a file failed, or the start of a program. */
final class FileCause {

    /** {@code java.io}: {@code /x (No such file or directory)}. */
    private static final Pattern OLD_STYLE = Pattern.compile("(?s)(.*) \\(([A-Z][^()]*)\\)");

    /** {@code error=2, No such file or directory}; since Java 25 {@code Exec failed, error: 2 (No such file or directory)}. */
    private static final Pattern PROGRAM =
            Pattern.compile("(?s)Cannot run program \"(.*?)\"(?: \\(in directory \".*\"\\))?: "
                    + "(?:error=\\d+, |Exec failed, error: \\d+ \\()(.*?)\\)?\\s*");

    private FileCause() {}

    /**
     * @param named a file whose name is left out; may be empty
     * @return null if the exception is of another kind
     */
    static @Nullable String of(Throwable cause, String named) {
        if (cause instanceof FileSystemException failure) {
            return of(failure, named);
        }
        String message = String.valueOf(cause.getMessage());
        Matcher old = OLD_STYLE.matcher(message);
        if (cause instanceof FileNotFoundException && old.matches()) {
            return said(old.group(1), named, Cause.clause(old.group(2)));
        }
        Matcher program = PROGRAM.matcher(message);
        return cause instanceof IOException && program.matches()
                ? program.group(1) + " cannot be started: " + Cause.clause(program.group(2))
                : null;
    }

    private static String of(FileSystemException failure, String named) {
        String file = failure.getFile();
        if (file == null) {
            file = "";
        }
        if (failure instanceof NoSuchFileException) {
            return subject(file, named) + " does not exist";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return subject(file, named) + " already exists";
        }
        if (failure instanceof NotDirectoryException) {
            return subject(file, named) + " is not a directory";
        }
        if (failure instanceof NotLinkException) {
            return subject(file, named) + " is not a symbolic link";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return subject(file, named) + " is a directory that is not empty";
        }
        String reason = failure.getReason();
        if (failure instanceof AccessDeniedException) {
            return said(
                    file, named, reason == null ? "permission denied" : "permission denied, " + Cause.clause(reason));
        }
        String both = failure.getOtherFile() == null ? file : file + " -> " + failure.getOtherFile();
        return said(both, named, reason == null ? "it cannot be used" : Cause.clause(reason));
    }

    private static String subject(String file, String named) {
        return file.isEmpty() || file.equals(named) ? "it" : file;
    }

    private static String said(String file, String named, String reason) {
        return file.isEmpty() || file.equals(named) ? reason : file + ": " + reason;
    }
}
