package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.FileTrees;
import dev.drydock.process.Program;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fetches one commit into an empty directory, with as little of its history as the server lets us. */
final class GitWorkTree {

    private static final String GIT = ".git";
    private static final String SHALLOW = "--depth=1";
    private static final String ALL_BRANCHES = "+refs/heads/*:refs/remotes/origin/*";

    private final GitProgram git;
    private final Path directory;
    private final GitRequest request;
    private final GitRemote.Meaning meaning;

    GitWorkTree(GitProgram git, Path directory, GitRequest request, GitRemote.Meaning meaning) {
        this.git = git;
        this.directory = directory;
        this.request = request;
        this.meaning = meaning;
    }

    /** @throws BuildFailure if the commit cannot be had */
    void make() throws IOException, InterruptedException {
        boolean sha256 = meaning.object().length() == 64;
        must("init", "-q", "--template=", sha256 ? "--object-format=sha256" : "--object-format=sha1");
        must("remote", "add", "--", "origin", request.url());
        fetch();
        must("checkout", "-q", "--detach", "--force", meaning.commit(), "--");
        if (request.submodules() && Files.exists(directory.resolve(".gitmodules"))) {
            shallowIfPossible("submodule", "-q", "update", "--init", "--recursive", SHALLOW);
        }
        if (request.keepGitDir()) {
            must("remote", "set-url", "--", "origin", request.shownUrl());
            must("reflog", "expire", "--all", "--expire=now");
            Files.deleteIfExists(directory.resolve(GIT).resolve("FETCH_HEAD"));
        } else {
            dropGitFiles();
        }
    }

    /** A branch or tag by its name, under which it stays in a kept .git; a commit by its id, or if need be in all. */
    private void fetch() throws IOException, InterruptedException {
        if (!meaning.name().isEmpty()) {
            String refspec = "+" + meaning.name() + ":" + meaning.name();
            shallowIfPossible("fetch", "-q", "-u", "--no-tags", SHALLOW, "origin", refspec);
        } else {
            git.run("fetch", "-q", "--no-tags", SHALLOW, "origin", meaning.object());
        }
        if (!has(meaning.commit())) {
            // The server hands out branches only, or the branch has moved since it was asked about.
            boolean shallow = Files.exists(directory.resolve(GIT).resolve("shallow"));
            must("fetch", "-q", "--tags", "--force", shallow ? "--unshallow" : "--no-progress", "origin", ALL_BRANCHES);
        }
        if (!has(meaning.commit())) {
            throw BuildFailure.ofBuild(
                    request.shownUrl() + " has no commit " + meaning.commit(),
                    "Check the commit, and that it has been pushed.");
        }
    }

    private boolean has(String commit) throws IOException, InterruptedException {
        return git.run("cat-file", "-e", commit + "^{commit}").exitCode() == 0;
    }

    private void must(String... arguments) throws IOException, InterruptedException {
        Program.Ended result = git.run(arguments);
        if (result.exitCode() != 0) {
            throw GitRemote.failed(request, result);
        }
    }

    /** Servers of plain files have no shallow histories to give. */
    private void shallowIfPossible(String... arguments) throws IOException, InterruptedException {
        if (git.run(arguments).exitCode() != 0) {
            List<String> deep = new ArrayList<>(Arrays.asList(arguments));
            deep.remove(SHALLOW);
            must(deep.toArray(new String[0]));
        }
    }

    /** Git itself never has a file of that name in a commit: all are its own, those in submodules too. */
    private void dropGitFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean own = path.endsWith(GIT);
                if (own) {
                    found.add(path);
                }
                return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (path.endsWith(GIT)) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        for (Path path : found) {
            FileTrees.delete(path);
        }
    }
}
