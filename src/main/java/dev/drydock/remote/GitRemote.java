package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.process.Program;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The branches and tags of a repository, as its server lists them. */
final class GitRemote {

    /**
     * Resolves a ref.
     *
     * @param name full, such as {@code refs/heads/main}; "" if the ref is a commit
     * @param object what it points at: a commit, or an annotated tag
     * @param commit the same, or what the tag stands for
     */
    record Meaning(String name, String object, String commit) {}

    private GitRemote() {}

    /**
     * As git does: a branch before a tag of one name.
     *
     * @throws BuildFailure if the server cannot be asked, has no such ref, or it is not what the checksum says
     */
    static Meaning resolve(GitProgram git, GitRequest request) throws IOException, InterruptedException {
        Meaning meaning = request.isPinned() ? new Meaning("", request.ref(), request.ref()) : ask(git, request);
        String checksum = request.checksum();
        if (checksum != null) {
            String beginning = checksum.toLowerCase(Locale.ROOT);
            if (!meaning.object().startsWith(beginning) && !meaning.commit().startsWith(beginning)) {
                throw BuildFailure.ofBuild(
                        request.shownUrl() + ": " + shown(request) + " is " + meaning.commit() + ", not " + checksum,
                        "The branch or tag has moved. Change the checksum only if you trust the new commit.");
            }
        }
        return meaning;
    }

    private static Meaning ask(GitProgram git, GitRequest request) throws IOException, InterruptedException {
        String ref = request.ref();
        Program.Ended result = ref.isEmpty()
                ? git.run("ls-remote", "--symref", "--", request.url(), "HEAD")
                : git.run("ls-remote", "--", request.url(), ref, ref + "^{}");
        if (result.exitCode() != 0) {
            throw failed(request, result);
        }
        Map<String, String> ids = new HashMap<>();
        String head = "HEAD";
        for (String line : result.out().split("\n")) {
            String[] parts = line.split("\t", 2);
            if (parts.length == 2 && parts[0].startsWith("ref: ") && parts[1].equals("HEAD")) {
                head = parts[0].substring(5).trim();
            } else if (parts.length == 2) {
                ids.put(parts[1], parts[0]);
            }
        }
        if (ref.isEmpty()) {
            return meaning(head, ids.get("HEAD"), null, request);
        }
        for (String name : new String[] {
            "refs/" + without(ref, "refs/"),
            "refs/heads/" + without(ref, "refs/heads/"),
            "refs/tags/" + without(ref, "refs/tags/")
        }) {
            if (ids.containsKey(name)) {
                return meaning(name, ids.get(name), ids.get(name + "^{}"), request);
            }
        }
        return meaning(ref, null, null, request);
    }

    private static String without(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static Meaning meaning(String name, @Nullable String object, @Nullable String peeled, GitRequest request) {
        if (object == null || !GitRequest.isCommit(object)) {
            throw BuildFailure.ofBuild(
                    request.shownUrl() + " has no " + shown(request),
                    "Name a branch, a tag or a commit of 40 hexadecimal digits after the #.");
        }
        return new Meaning(name, object, peeled == null ? object : peeled);
    }

    private static String shown(GitRequest request) {
        return request.ref().isEmpty() ? "the default branch" : "'" + request.ref() + "'";
    }

    static BuildFailure failed(GitRequest request, Program.Ended result) {
        String reason = WebAddress.withoutPassword(result.err().strip()).replaceAll("://[^/@\\s]*@", "://xxxxx@");
        return BuildFailure.ofEnvironment(
                request.shownUrl() + " cannot be fetched: " + reason.replace('\n', ' '),
                reason.contains("certificate")
                        ? "If a private authority issued the server's certificate, name the authority's PEM file in"
                                + " drydock.caCertificates."
                        : "If the repository is private, pass a build secret GIT_AUTH_TOKEN or GIT_AUTH_HEADER, or use"
                                + " an SSH agent.",
                null);
    }
}
