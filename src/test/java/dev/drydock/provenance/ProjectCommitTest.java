package dev.drydock.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.engine.record.BuildTrace;
import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectCommitTest {

    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void repository() throws Exception {
        assumeTrue(SearchPath.find("git", System.getenv()).isPresent(), "needs git");
        project = Files.createDirectories(temp.resolve("repo/module")).getParent();
        git("init", "-q");
        git("config", "user.email", "a@example.com");
        git("config", "user.name", "a");
        Files.writeString(project.resolve("a"), "a");
        git("add", ".");
        git("commit", "-q", "-m", "first");
    }

    @Test
    void aCleanWorkTreeIsItsCommitSeenFromAFolderInItToo() throws Exception {
        ProjectCommit commit = commit(project.resolve("module"));
        assertThat(commit.commit()).isEqualTo(git("rev-parse", "HEAD"));
        assertThat(commit.dirty()).isFalse();
        assertThat(commit.repository()).isEmpty();
        assertThat(commit.top()).isEqualTo(project);
    }

    @Test
    void aChangedFileAndANewOneThatIsNotIgnoredMakeItDirty() throws Exception {
        Files.writeString(project.resolve("b"), "b");
        assertThat(commit(project).dirty()).isTrue();
        Files.writeString(project.resolve(".gitignore"), "b\n.gitignore\n");
        assertThat(commit(project).dirty()).isFalse();
        Files.writeString(project.resolve("a"), "other");
        assertThat(commit(project).dirty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@example.com/team/app.git, git+https://example.com/team/app.git",
        "https://token@example.com/app?token=1, git+https://example.com/app",
        "git@example.com:team/app.git, git+ssh://example.com/team/app.git",
        "ssh://git@example.com/app, git+ssh://example.com/app",
        "git://example.com/app, git://example.com/app",
        "/srv/app.git, ''",
        "../app, ''",
        "file:///srv/app.git, ''",
    })
    void theRepositoryIsToldWithoutNamesPasswordsAndPathsOfThisMachine(String url, String told) throws Exception {
        git("remote", "add", "origin", url);
        assertThat(commit(project).repository()).isEqualTo(told);
    }

    @Test
    void aLaterCommitShowsInTheFilesTheBuildIsToldOf() throws Exception {
        var trace = new BuildTrace();
        ProjectCommit.of(project, System.getenv(), trace);
        Path branch = project.resolve(".git").resolve(git("symbolic-ref", "HEAD"));
        assertThat(trace.text(project.resolve(".git/HEAD"))).isPresent();
        assertThat(trace.text(branch)).isPresent();
        git("commit", "-q", "--allow-empty", "-m", "second");
        var later = new BuildTrace();
        ProjectCommit.of(project, System.getenv(), later);
        assertThat(later.text(branch)).isNotEqualTo(trace.text(branch));
    }

    @Test
    void anotherWorkTreeOfTheRepositoryHasItsOwnCommit() throws Exception {
        git("branch", "other");
        git("worktree", "add", "-q", temp.resolve("tree").toString(), "other");
        Files.writeString(temp.resolve("tree/c"), "c");
        var trace = new BuildTrace();
        ProjectCommit commit =
                ProjectCommit.of(temp.resolve("tree"), System.getenv(), trace).orElseThrow();
        assertThat(commit.dirty()).isTrue();
        assertThat(trace.text(project.resolve(".git/worktrees/tree/HEAD"))).isPresent();
        assertThat(trace.text(project.resolve(".git/refs/heads/other"))).isPresent();
    }

    @Test
    void outsideOfRepositoriesAndBeforeTheFirstCommitThereIsNone() throws Exception {
        assertThat(ProjectCommit.of(temp, System.getenv(), new BuildTrace())).isEmpty();
        Path fresh = Files.createDirectories(temp.resolve("fresh"));
        run(fresh, "init", "-q");
        assertThat(ProjectCommit.of(fresh, System.getenv(), new BuildTrace())).isEmpty();
    }

    @Test
    void aRepositoryThatGitRefusesIsToldOfInItsWords() throws Exception {
        Files.writeString(project.resolve(".git/config"), "[core");
        assertThatThrownBy(() -> commit(project))
                .isInstanceOf(ProjectCommit.Unknown.class)
                .hasMessageStartingWith("git says: ")
                .hasMessageContaining("config");
    }

    private ProjectCommit commit(Path directory) throws Exception {
        return ProjectCommit.of(directory, System.getenv(), new BuildTrace()).orElseThrow();
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        return run(project, arguments);
    }

    private static String run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Program.Ended ended = Program.of(command)
                .in(directory)
                .withEnvironment(Map.of("PATH", System.getenv("PATH"), "HOME", directory.toString()))
                .run();
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out().strip();
    }
}
