package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.FileTrees;
import dev.drydock.io.Keeper;
import dev.drydock.io.NamedLock;
import dev.drydock.process.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Commits of git repositories as directories of files. The server is asked what a branch or tag means now; a commit that is
 * here already is not fetched again.
 *
 * <p>In the directory: {@code git/KEY}, one checkout each, the key made of address, commit and options.
 */
public final class GitCheckouts {

    private final RemoteOptions options;
    private final Secrets secrets;
    private final Keeper keeper;

    public GitCheckouts(RemoteOptions options, Secrets secrets, Keeper keeper) {
        this.keeper = keeper;
        this.options = options;
        this.secrets = secrets;
    }

    /** @throws BuildFailure if there is no git, no such repository, ref or subdirectory, or the commit is another one */
    public Checkout fetch(GitRequest request) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(options.directory().resolve("git"));
        var git = git(directory, request);
        if (options.offline() && !request.isPinned()) {
            throw offline(request);
        }
        GitRemote.Meaning meaning = GitRemote.resolve(git, request);
        String key = key(request, meaning);
        Path checkout = directory.resolve(key);
        try (var lock = NamedLock.acquire(directory.resolve(key + ".lock"))) {
            if (!keeper.keep(checkout)) {
                if (options.offline()) {
                    throw offline(request);
                }
                make(request, meaning, checkout);
            }
        }
        return new Checkout(subdirectory(checkout, request), meaning.commit());
    }

    /**
     * When the commit was made part of the repository.
     *
     * @param request one that keeps the git directory
     * @return seconds since 1970
     */
    public long committed(GitRequest request) throws IOException, InterruptedException {
        Checkout checkout = fetch(request);
        Path root = checkout.directory();
        Program.Ended result =
                git(root, request).run("show", "-s", "--no-show-signature", "--format=%ct", checkout.commit());
        try {
            return Long.parseLong(result.out().strip());
        } catch (NumberFormatException e) {
            throw GitRemote.failed(request, result);
        }
    }

    private static BuildFailure offline(GitRequest request) {
        return BuildFailure.ofEnvironment(
                request.shownUrl() + " would have to be asked, but this build is offline",
                "Build without --offline, or name a commit that was fetched before.",
                null);
    }

    private static String key(GitRequest request, GitRemote.Meaning meaning) {
        String kept = request.keepGitDir() ? "keep " + meaning.name() : "";
        String text =
                String.join("\n", request.url(), meaning.commit(), kept, request.submodules() ? "submodules" : "");
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private void make(GitRequest request, GitRemote.Meaning meaning, Path checkout)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(checkout.resolveSibling(".tmp-" + UUID.randomUUID()));
        try {
            new GitWorkTree(git(temporary, request), temporary, request, meaning).make();
            AtomicFiles.moveDirectory(temporary, checkout);
        } finally {
            FileTrees.delete(temporary);
        }
    }

    /** No link may lead out of the repository, so none counts as a directory here. */
    private static Path subdirectory(Path checkout, GitRequest request) {
        Path at = checkout;
        for (String part : request.subdir().split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            at = at.resolve(part);
            if (part.equals("..") || part.equals(".git") || !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw BuildFailure.ofBuild(
                        request.shownUrl() + " has no directory " + request.subdir() + " in that commit",
                        "The directory is what follows the last colon of the address; links do not count.");
            }
        }
        return at;
    }

    private GitProgram git(Path directory, GitRequest request) throws IOException {
        Optional<WebAddress> web = webAddress(request.url());
        return new GitProgram(
                options,
                directory,
                web.map(WebAddress::origin),
                web.isPresent() ? header(web.get()) : Optional.empty());
    }

    private static Optional<WebAddress> webAddress(String url) {
        try {
            return url.startsWith("http") ? Optional.of(WebAddress.parse(url)) : Optional.empty();
        } catch (BuildFailure unusual) {
            return Optional.empty(); // git may know better; it gets no secret then
        }
    }

    /** As BuildKit: of the secrets for this host or for all hosts, a header as it is before a token. */
    private Optional<String> header(WebAddress address) throws IOException {
        URI uri = address.uri();
        String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        for (String id :
                new String[] {"GIT_AUTH_HEADER." + host, "GIT_AUTH_TOKEN." + host, "GIT_AUTH_HEADER", "GIT_AUTH_TOKEN"
                }) {
            Optional<String> secret = secrets.text(id);
            if (secret.isEmpty()) {
                continue;
            }
            if (!address.isSecure() && !address.isLoopback()) {
                throw BuildFailure.ofBuild(
                        "the secret " + id + " would be sent to " + uri.getHost() + " over plain http", "Use https.");
            }
            return Optional.of(id.startsWith("GIT_AUTH_TOKEN") ? "basic " + token(secret.get()) : secret.get());
        }
        return Optional.empty();
    }

    private static String token(String secret) {
        return Base64.getEncoder().encodeToString(("x-access-token:" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
