package dev.drydock.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpOptions;
import dev.drydock.io.FileTrees;
import dev.drydock.io.Keeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCheckoutsTest {

    @TempDir
    Path folder;

    private GitServer server;
    private Path repo;
    private String first;
    private Keeper keeper = Files::exists;

    @BeforeEach
    void makeRepository() throws Exception {
        assumeTrue(GitServer.isInstalled(), "git is not installed");
        Path repositories = Files.createDirectory(folder.resolve("served"));
        server = new GitServer(repositories);
        repo = Files.createDirectory(repositories.resolve("app.git"));
        git("init", "-q");
        write("README", "one");
        write("src/Main.java", "class Main {}");
        write("run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(repo.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(repo.resolve("link"), Path.of("/etc"));
        git("add", "-A");
        git("commit", "-q", "-m", "one");
        first = git("rev-parse", "HEAD");
        git("tag", "v1");
        git("tag", "-a", "-m", "annotated", "v1a");
        write("README", "two");
        git("commit", "-q", "-a", "-m", "two");
        git("branch", "topic/x");
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        FileTrees.delete(folder.resolve("served")); // has links that lead out, of which JUnit's deletion warns
        FileTrees.delete(folder.resolve("cache"));
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        return GitServer.git(repo, arguments);
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(repo.resolve(path).getParent());
        Files.writeString(repo.resolve(path), content);
    }

    private GitCheckouts checkouts(Map<String, String> secrets, boolean offline) {
        var options = new RemoteOptions(
                folder.resolve("cache"), Map.of("PATH", System.getenv("PATH")), HttpOptions.DEFAULT, offline, 1 << 20);
        return new GitCheckouts(
                options,
                id -> Optional.ofNullable(secrets.get(id)).map(s -> s.getBytes(StandardCharsets.UTF_8)),
                keeper);
    }

    private Checkout fetch(String ref) throws IOException, InterruptedException {
        return fetch(ref, "", false, null);
    }

    private Checkout fetch(String ref, String subdir, boolean keep, String checksum)
            throws IOException, InterruptedException {
        return checkouts(Map.of(), false)
                .fetch(new GitRequest(server.url("app.git/.git"), ref, subdir, keep, true, checksum));
    }

    @Test
    void theDefaultBranchComesWithoutItsHistory() throws Exception {
        Checkout checkout = fetch("");
        assertThat(checkout.commit()).isEqualTo(git("rev-parse", "HEAD"));
        assertThat(checkout.directory().resolve("README")).hasContent("two");
        assertThat(checkout.directory().resolve(".git")).doesNotExist();
        assertThat(Files.readSymbolicLink(checkout.directory().resolve("link"))).isEqualTo(Path.of("/etc"));
    }

    @Test
    void whatIsPrunedBeforeItCanBeKeptIsFetchedAgain() throws Exception {
        Path before = fetch("v1").directory();
        keeper = path -> {
            FileTrees.delete(path);
            return false;
        };
        Checkout checkout = fetch("v1");
        assertThat(checkout.directory()).isEqualTo(before);
        assertThat(checkout.directory().resolve("README")).hasContent("one");
    }

    @Test
    void filesAre644Or755WhateverTheUmask() throws Exception {
        Checkout checkout = fetch("");
        assertThat(mode(checkout, "README")).isEqualTo("rw-r--r--");
        assertThat(mode(checkout, "run.sh")).isEqualTo("rwxr-xr-x");
        assertThat(mode(checkout, "src")).isEqualTo("rwxr-xr-x");
    }

    private static String mode(Checkout checkout, String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(checkout.directory().resolve(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1a", "refs/tags/v1", "tags/v1a"})
    void tagsAreCommits(String ref) throws Exception {
        Checkout checkout = fetch(ref);
        assertThat(checkout.commit()).isEqualTo(first);
        assertThat(checkout.directory().resolve("README")).hasContent("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "topic/x", "refs/heads/main", "heads/topic/x"})
    void branchesAreTheirNewestCommit(String ref) throws Exception {
        assertThat(fetch(ref).directory().resolve("README")).hasContent("two");
    }

    @Test
    void aBranchGoesBeforeATagOfItsName() throws Exception {
        git("tag", "same", first);
        git("branch", "same");
        assertThat(fetch("same").directory().resolve("README")).hasContent("two");
        assertThat(fetch("refs/tags/same").directory().resolve("README")).hasContent("one");
    }

    @Test
    void aCommitCanBeNamed() throws Exception {
        assertThat(fetch(first).directory().resolve("README")).hasContent("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "src"})
    void theTimeOfACommitIsThatOfItsCommitter(String subdir) throws Exception {
        long time = Long.parseLong(git("log", "-1", "--format=%ct", "v1a"));
        var request = new GitRequest(server.url("app.git/.git"), "v1a", subdir, true, true, null);
        assertThat(checkouts(Map.of(), false).committed(request)).isEqualTo(time);
    }

    @Test
    void aCommitThatIsHereNeedsNoNetwork() throws Exception {
        fetch(first);
        var request = new GitRequest(server.url("app.git/.git"), first, "src", false, true, null);
        server.close();
        assertThat(checkouts(Map.of(), true).fetch(request).directory().resolve("Main.java"))
                .exists();
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> checkouts(Map.of(), true)
                        .fetch(new GitRequest("https://example.invalid/a.git", "main", "", false, true, null)))
                .withMessageContaining("this build is offline");
    }

    @Test
    void aBranchIsAskedForAgainAndFetchedOnlyIfItMoved() throws Exception {
        Path before = fetch("main").directory();
        int requests = server.paths.size();
        assertThat(fetch("main").directory()).isEqualTo(before);
        assertThat(server.paths.subList(requests, server.paths.size())).hasSizeLessThanOrEqualTo(2);
        write("README", "three");
        git("commit", "-q", "-a", "-m", "three");
        assertThat(fetch("main").directory().resolve("README")).hasContent("three");
    }

    @Test
    void aSubdirectoryIsTakenAlone() throws Exception {
        try (Stream<Path> files = Files.list(fetch("", "src", false, null).directory())) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("Main.java");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "README", "link", "link/ssl", "../served", ".git", "src/.."})
    void aSubdirectoryThatIsNoneIsRefused(String subdir) {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch("", subdir, false, null))
                .withMessageContaining("has no directory " + subdir);
    }

    @Test
    void theGitDirectoryCanBeKept() throws Exception {
        Path directory = fetch("topic/x", "", true, null).directory();
        assertThat(GitServer.git(directory, "log", "--format=%s", "topic/x")).isEqualTo("two");
        assertThat(GitServer.git(directory, "status", "--porcelain")).isEmpty();
        assertThat(GitServer.git(directory, "remote", "get-url", "origin")).isEqualTo(server.url("app.git/.git"));
    }

    @Test
    void theChecksumIsTheBeginningOfTheCommitOrOfTheAnnotatedTag() throws Exception {
        String tag = git("rev-parse", "v1a");
        assertThat(fetch("v1a", "", false, first.substring(0, 8)).commit()).isEqualTo(first);
        assertThat(fetch("v1a", "", false, tag.substring(0, 8).toUpperCase(java.util.Locale.ROOT))
                        .commit())
                .isEqualTo(first);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch("main", "", false, first))
                .withMessageContaining("not " + first);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch(first, "", false, "0000"))
                .withMessageContaining("not 0000");
    }

    @Test
    void submodulesComeAlongUnlessRefused() throws Exception {
        Path sub = Files.createDirectory(folder.resolve("served/sub.git"));
        GitServer.git(sub, "init", "-q");
        Files.writeString(sub.resolve("inner"), "inner");
        GitServer.git(sub, "add", "-A");
        GitServer.git(sub, "commit", "-q", "-m", "sub");
        git("submodule", "-q", "add", server.url("sub.git/.git"), "modules/sub");
        git("commit", "-q", "-m", "with module");
        Path directory = fetch("").directory();
        assertThat(directory.resolve("modules/sub/inner")).hasContent("inner");
        assertThat(directory.resolve("modules/sub/.git")).doesNotExist();
        Checkout without = checkouts(Map.of(), false)
                .fetch(new GitRequest(server.url("app.git/.git"), "", "", false, false, null));
        assertThat(without.directory().resolve("modules/sub")).isEmptyDirectory();
    }

    @Test
    void aSubmoduleCannotReachTheHostsFiles() throws Exception {
        git("submodule", "-q", "add", "file://" + folder.resolve("served/app.git/.git"), "mod");
        git("commit", "-q", "-m", "hostile");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch(""))
                .withMessageContaining("transport 'file' not allowed");
    }

    @Test
    void aServerOfPlainFilesWillDo() throws Exception {
        git("update-server-info");
        Checkout checkout = checkouts(Map.of(), false)
                .fetch(new GitRequest(server.url("plain/app.git/.git"), "v1", "", false, true, null));
        assertThat(checkout.directory().resolve("README")).hasContent("one");
    }

    @Test
    void whatIsNotThereIsAnError() {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch("nosuch"))
                .withMessageContaining("has no 'nosuch'");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> fetch("0".repeat(40)))
                .withMessageContaining("has no commit 0000");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> checkouts(Map.of(), false)
                        .fetch(new GitRequest(server.url("none.git"), "", "", false, true, null)))
                .withMessageContaining("cannot be fetched");
    }

    @Test
    void aSecretTokenGoesAlong() throws Exception {
        var request = new GitRequest(server.url("app.git/.git"), "", "", false, true, null);
        Checkout checkout = checkouts(Map.of("GIT_AUTH_TOKEN", "t0p"), false).fetch(request);
        assertThat(checkout.directory().resolve("README")).exists();
        assertThat(server.authorizations).isNotEmpty().containsOnly("basic eC1hY2Nlc3MtdG9rZW46dDBw");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> checkouts(Map.of("GIT_AUTH_TOKEN", "t0p"), false)
                        .fetch(new GitRequest("http://example.invalid/a.git", "", "", false, true, null)))
                .withMessageContaining("over plain http");
    }
}
