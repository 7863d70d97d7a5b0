package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.frontend.value.InstructionProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitSourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/a/b.git",
                "http://host/b.git#main",
                "https://host/b.git?ref=x",
                "git://host/a",
                "ssh://git@host/a",
                "git@github.com:a/b",
                "user_1-x@host.name:path?ref=y#z"
            })
    void theseAreRepositories(String source) {
        assertThat(GitSource.isGit(source)).isTrue();
        assertThat(GitSource.isHttp(source)).isFalse();
        assertThat(GitSource.looksRemote(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/a/b",
                "https://host/b.git/info",
                "https://host/b?x=.git",
                "https://host/b#x.git",
                "http://host"
            })
    void theseAreDownloads(String source) {
        assertThat(GitSource.isGit(source)).isFalse();
        assertThat(GitSource.isHttp(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.git",
                "github.com/a/b.git",
                "./git@host:a",
                "../git@host:a",
                "ftp://host/a.git",
                "file:///a.git",
                "a:b",
                "@host:b",
                "HTTP://host/x",
                "-u://x"
            })
    void theseAreFiles(String source) {
        assertThat(GitSource.looksRemote(source)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a.git, https://h/a.git, '', ''",
        "https://h/a.git#v1:x/y, https://h/a.git, v1, x/y",
        "https://h/a.git#:/x//../y/, https://h/a.git, '', y",
        "https://h/a.git#:../../etc, https://h/a.git, '', etc",
        "https://h/a.git?subdir=..%2F..%2Fetc, https://h/a.git, '', etc",
        "https://h/a.git?ref=v1#v1, https://h/a.git, v1, ''",
        "https://h/a.git?tag=refs/tags/v1, https://h/a.git, refs/tags/v1, ''",
        "git@h:a?branch=b&, git@h:a, refs/heads/b, ''"
    })
    void partsAreTakenFromFragmentAndQuery(String source, String url, String ref, String subdir) {
        GitSource git = GitSource.parse(source);
        assertThat(git.url()).isEqualTo(url);
        assertThat(git.ref()).isEqualTo(ref);
        assertThat(git.subdir()).isEqualTo(subdir);
    }

    @Test
    void switchesWithoutValueAreOn() {
        GitSource git = GitSource.parse("https://h/a.git?keep-git-dir&submodules=0&fetch-by-commit=1&mtime=commit");
        assertThat(git.keepGitDir()).isTrue();
        assertThat(git.submodules()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "fetch-by-commit#main, cccccccccccccccccccccccccccccccccccccccc, cccccccccccccccccccccccccccccccccccccccc",
        "fetch-by-commit=true, cccccccccccccccccccccccccccccccccccccccc, cccccccccccccccccccccccccccccccccccccccc",
        "fetch-by-commit=false#main, cccccccccccccccccccccccccccccccccccccccc, main",
        "fetch-by-commit&ref=cccccccccccccccccccccccccccccccccccccccc, , cccccccccccccccccccccccccccccccccccccccc",
        "fetch-by-commit&checksum=cccccccccccccccccccccccccccccccccccccccc#main, , cccccccccccccccccccccccccccccccccccccccc"
    })
    void aCommitMayBeFetchedWhateverItsBranchMeansByNow(String options, String checksum, String ref) {
        var source = GitSource.parse("https://h/a.git?" + options).toSource(null, checksum);
        assertThat(source.ref()).isEqualTo(ref);
    }

    @ParameterizedTest
    @CsvSource({"fetch-by-commit#main, , is none", "fetch-by-commit#main, abc, is only 'abc'"})
    void aCommitThatIsFetchedAsSuchHasToBeNamedWhole(String options, String checksum, String why) {
        GitSource git = GitSource.parse("https://h/a.git?" + options);
        assertThatThrownBy(() -> git.toSource(null, checksum))
                .isInstanceOf(InstructionProblem.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a.git?ref=a#b, ref is both",
        "https://h/a.git?subdir=a#:b, subdir is both",
        "https://h/a.git?tag=a&branch=b, both a branch and a tag",
        "https://h/a.git?ref=a&ref=b, twice",
        "https://h/a.git?ref=, has no value",
        "https://h/a.git?depth=1, unknown option",
        "https://h/a.git?mtime=now, neither checkout nor commit",
        "https://h/a.git?submodules=maybe, neither true nor false",
        "https://h/a.git?ref=%zz, %"
    })
    void contradictionsAreRefused(String source, String why) {
        assertThatThrownBy(() -> GitSource.parse(source))
                .isInstanceOf(InstructionProblem.class)
                .hasMessageContaining(why);
    }
}
