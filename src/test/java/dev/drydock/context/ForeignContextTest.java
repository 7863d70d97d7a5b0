package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.foreign.ForeignFileSystem;
import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Build contexts on Windows, seen through a view of this machine's files that shows what Windows would. */
@EnabledOnOs(OS.LINUX)
class ForeignContextTest {

    @TempDir
    Path real;

    private final ForeignFileSystem windows = ForeignFileSystem.windows();

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(real.resolve("src/main"));
        Files.writeString(real.resolve("src/main/App.java"), "class App {}");
        Files.writeString(real.resolve("run.sh"), "#!/bin/sh\r\n");
        Files.setPosixFilePermissions(real.resolve("run.sh"), PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(real.resolve("link"), Path.of("src/main/App.java"));
    }

    private BuildContext open(String rules) {
        return BuildContext.open(
                windows.view(real), IgnoreRules.parse(rules.getBytes(StandardCharsets.UTF_8), ".dockerignore", true));
    }

    @Test
    void everyFileAndDirectoryIs0755AsDockerOnWindowsHasIt() {
        var context = open("");
        for (String path : new String[] {"src", "src/main", "src/main/App.java", "run.sh"}) {
            assertThat(context.get(path).entry().mode()).as(path).isEqualTo(0755);
        }
        assertThat(context.root()).hasToString("C:" + real.toString().replace('/', '\\'));
    }

    @Test
    void filesAreFoundByTheirPathsInContainers() throws IOException {
        var context = open("");
        assertThat(context.children("")).containsExactly("link", "run.sh", "src");
        assertThat(context.children("src/main")).containsExactly("App.java");
        try (var content = context.open("src/main/App.java")) {
            assertThat(content.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("class App {}");
        }
        assertThat(context.get("src\\main\\App.java")).isNull();
    }

    @Test
    void whatCannotBeANameThereIsSimplyNotThere() {
        var context = open("**").hiding(windows.view(real.resolve("target")));
        for (String path : new String[] {"a:b", "what?", "*", "C:/Windows/win.ini"}) {
            assertThat(context.get(path)).as(path).isNull();
            assertThat(context.excludedBy(path)).as(path).isEmpty();
            assertThat(context.hides(path)).as(path).isFalse();
        }
    }

    @Test
    void namesThatDifferInCaseAreOtherNames() {
        assertThat(open("").get("RUN.SH")).isNull();
        assertThat(open("RUN.SH").get("run.sh")).isNotNull();
    }

    @Test
    void theTargetOfALinkIsWrittenAsInContainers() {
        var entry = open("").get("link").entry();
        assertThat(entry.type()).isEqualTo(TarEntry.Type.SYMLINK);
        assertThat(entry.linkName()).isEqualTo("src/main/App.java");
    }

    @Test
    void aLinkThatCannotBeReadIsNamedUnlessItIsExcluded() throws IOException {
        Files.createSymbolicLink(real.resolve("unreadable"), Path.of("x"));
        windows.troubles().unreadable("unreadable");
        assertThatThrownBy(() -> open("").children("")).isInstanceOfSatisfying(BuildFailure.class, failure -> {
            assertThat(failure).hasMessageStartingWith("/unreadable of the build context cannot be read: ");
            assertThat(failure.hint()).contains(".dockerignore");
        });
        assertThat(open("unreadable").children("")).containsExactly("link", "run.sh", "src");
    }

    @Test
    void whatASystemKeepsWithAFileIsNotInTheImage() throws IOException {
        var view = Files.getFileAttributeView(real.resolve("run.sh"), UserDefinedFileAttributeView.class);
        try {
            view.write("Zone.Identifier", ByteBuffer.wrap(new byte[] {3}));
        } catch (IOException noSuchAttributesHere) {
            org.junit.jupiter.api.Assumptions.abort("NO EXTENDED ATTRIBUTES IN " + real);
        }
        assertThat(open("").xattrs("run.sh")).isEmpty();
        assertThat(BuildContext.open(real, IgnoreRules.none()).xattrs("run.sh")).containsKey("user.Zone.Identifier");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNoticedByTimeAndSizeAlone() throws IOException {
        var context = open("");
        context.checkUnchanged("run.sh");
        Files.writeString(real.resolve("run.sh"), "longer than before");
        assertThatThrownBy(() -> context.checkUnchanged("run.sh")).hasMessageContaining("changed while it was read");
    }

    @Test
    void theDigestOfAFileIsThatOfItsContent(@TempDir Path store) throws IOException {
        var files = new HostFiles(ContentMemo.open(store.resolve("memo")));
        var found = files.get(windows.view(real.resolve("run.sh")));
        assertThat(files.digest(found)).isEqualTo(Digest.of("#!/bin/sh\r\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(found.identity()).isEmpty();
        assertThat(files.list(windows.view(real)).names()).containsExactly("link", "run.sh", "src");
    }

    @Test
    void whatTheBuildWritesIsHiddenThereToo() throws IOException {
        Files.createDirectories(real.resolve("target/drydock/image"));
        var hidden = open("").hiding(windows.view(real.resolve("target/drydock")));
        assertThat(hidden.children("target")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src\\main | src/main/App.java",
                ".\\src | src/main/App.java",
                "\\src\\main\\*.java | src/main/App.java",
                "**\\*.java | src/main/App.java",
                "src\\main\\ | src/main",
            })
    void aBackslashInTheIgnoreFileSeparatesNames(String rule, String path) {
        assertThat(open(rule + "\r\nother\r\n").get(path)).isNull();
        assertThat(open(rule + "\r\n!src\\main\\App.java\r\n").get("src/main/App.java"))
                .isNotNull();
    }

    @Test
    void elsewhereABackslashMakesTheNextCharacterAnOrdinaryOne() {
        var rules = IgnoreRules.parse("a\\*".getBytes(StandardCharsets.UTF_8), ".dockerignore", false);
        assertThat(rules.excludes("a*")).isTrue();
        assertThat(rules.excludes("a/b")).isFalse();
    }
}
