package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit of a repository.
 *
 * @param url http, https, ssh or git, or {@code user@host:path}
 * @param ref branch, tag, full reference or commit; "" for the default branch
 * @param subdir the directory wanted; "" for all
 * @param keepGitDir keep the {@code .git} of the whole repository
 * @param submodules fetch them too
 * @param checksum beginning of the id that the ref must have, as commit or as annotated tag; null for any
 */
public record GitRequest(
        String url,
        String ref,
        String subdir,
        boolean keepGitDir,
        boolean submodules,
        @Nullable String checksum) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern URL =
            Pattern.compile("(?:https?|ssh|git)://[^\\s\\p{Cntrl}/-][^\\s\\p{Cntrl}]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCP =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[^\\s\\p{Cntrl}]+");
    private static final Pattern REF = Pattern.compile("[^-+\\s\\p{Cntrl}:?*\\[\\\\^~][^\\s\\p{Cntrl}:?*\\[\\\\^~]*");

    /** @throws BuildFailure if something in it could be taken by git for anything but what it is */
    public GitRequest {
        if (!URL.matcher(url).matches() && !SCP.matcher(url).matches()) {
            throw BuildFailure.ofBuild(
                    "the git address " + shown(url) + " cannot be used",
                    "Write an address that begins with https://, http://, ssh:// or git://, or user@host:path.");
        }
        if (!ref.isEmpty() && (!REF.matcher(ref).matches() || ref.contains("..") || ref.contains("@{"))) {
            throw BuildFailure.ofBuild(
                    "'" + ref + "' cannot be the name of a branch, tag or commit of " + shown(url),
                    "Correct what follows the # of the address.");
        }
        if (checksum != null && !checksum.matches("[0-9a-fA-F]+")) {
            throw BuildFailure.ofBuild(
                    "the checksum " + checksum + " for " + shown(url) + " is not a commit, nor the beginning of one",
                    "Write the commit in hexadecimal digits.");
        }
    }

    /** Whether the ref says exactly which commit. */
    boolean isPinned() {
        return COMMIT.matcher(ref).matches();
    }

    static boolean isCommit(String id) {
        return COMMIT.matcher(id).matches();
    }

    /** The address without its password, for messages. */
    String shownUrl() {
        return shown(url);
    }

    private static String shown(String url) {
        return WebAddress.withoutPassword(url);
    }
}
