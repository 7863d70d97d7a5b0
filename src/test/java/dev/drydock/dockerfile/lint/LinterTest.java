package dev.drydock.dockerfile.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.dockerfile.Corpus;
import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Printed;
import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinterTest {

    private static final Path PAGES = Path.of("src/site/markdown/lint");

    @TestFactory
    Stream<DynamicTest> warnsAsExpected() {
        return Corpus.tests(
                "lint", bytes -> Printed.report(Linter.check(Dockerfile.parse("Dockerfile", bytes), NoInputs.get())));
    }

    private static Dockerfile parse(String text) {
        return Dockerfile.parse("Dockerfile", text.getBytes(UTF_8));
    }

    private static List<String> warnings(String text, LintInputs inputs) {
        return Linter.check(parse(text), inputs).warnings().stream()
                .map(warning -> warning.range().first() + " " + warning.rule().id())
                .toList();
    }

    private static LintInputs on(Map<String, LintInputs.Base> bases) {
        var none = NoInputs.get();
        return new LintInputs(Map.of(), none.platformArgs(), (image, platform) -> bases.get(image), null);
    }

    private static LintInputs ignoring(LintInputs.Ignored ignored) {
        var none = NoInputs.get();
        return new LintInputs(Map.of(), none.platformArgs(), none.bases(), ignored);
    }

    @Test
    void variablesShellAndTriggersOfABaseAreKnown() {
        var base = new LintInputs.Base(Map.of("JAVA_HOME", "/jdk"), true, List.of("ENV T=1"), "linux/amd64");
        String text = "FROM jdk\nCOPY $JAVA_HOME $T $NOPE /x/\nCMD run me\n";

        assertThat(warnings(text, on(Map.of("jdk", base)))).containsExactly("2 UndefinedVar");
    }

    @Test
    void baseOfAnotherPlatformIsTold() {
        var arm = new LintInputs.Base(Map.of(), false, List.of(), "linux/arm64/v8");
        var silent = new LintInputs.Base(Map.of(), false, List.of(), "");
        var inputs = on(Map.of("arm", arm, "silent", silent));

        assertThat(warnings("FROM arm\n", inputs)).containsExactly("1 InvalidBaseImagePlatform");
        assertThat(warnings("FROM silent\n", inputs)).isEmpty();
        assertThat(warnings("ARG P=linux/aarch64\nFROM --platform=$P arm\n", inputs))
                .isEmpty();
        assertThat(warnings("ARG I=arm\nFROM $I AS a\nFROM a\n", inputs)).containsExactly("2 InvalidBaseImagePlatform");
    }

    @Test
    void ignoredSourcesAreTold() {
        var inputs = ignoring(Set.of("secret", "dir/x", ".")::contains);

        assertThat(warnings("FROM scratch\nCOPY secret /x\n", inputs)).containsExactly("2 CopyIgnoredFile");
        assertThat(warnings("FROM scratch\nENV D=dir\nADD a ../$D/./y/../x /x/\n", inputs))
                .containsExactly("3 CopyIgnoredFile");
        assertThat(warnings("FROM scratch\nCOPY . /x\n", inputs)).containsExactly("2 CopyIgnoredFile");
        assertThat(warnings("FROM scratch AS a\nCOPY --from=a secret /x\nADD https://secret/secret /x\n", inputs))
                .isEmpty();
        assertThat(warnings("FROM scratch\nCOPY <<secret /x\nsecret\n", inputs)).isEmpty();
    }

    @Test
    void buildArgumentsTakeTheirPart() {
        var none = NoInputs.get();
        var inputs = new LintInputs(Map.of("TAG", "2", "V", "1"), none.platformArgs(), none.bases(), null);

        assertThat(warnings("ARG TAG\nFROM busybox:$TAG\nARG V=$NOPE\nCOPY $V /x\n", inputs))
                .containsExactly("2 InvalidDefaultArgInFrom");
    }

    @Test
    void optionsFromOutsideTakeThePlaceOfTheFilesOwn() {
        var file = parse("# check=skip=all\nFROM scratch AS A\n");
        var options = LintOptions.parse("BUILDKIT_DOCKERFILE_CHECK", "error=true");

        var report = Linter.check(file, NoInputs.get(), options);

        assertThat(report.warnings()).hasSize(1);
        assertThatThrownBy(() -> report.enforce(file))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("Dockerfile:2: The stage name A should be in lower case (StageNameCasing)")
                .extracting(failure -> ((BuildFailure) failure).hint())
                .asString()
                .contains("check=skip=StageNameCasing");
    }

    @Test
    void warningsAloneDoNotFail() {
        var file = parse("FROM scratch AS A\n");

        assertThatCode(() -> Linter.check(file, NoInputs.get()).enforce(file)).doesNotThrowAnyException();
    }

    @Test
    void optionsThatCannotBeReadAreRefused() {
        for (var text : List.of("skip", "nosuch=1", "error=perhaps", "skip=all;;error=true", "all")) {
            assertThatThrownBy(() -> LintOptions.parse("Dockerfile", text))
                    .as(text)
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageStartingWith("Dockerfile: check options: ");
        }
        assertThat(LintOptions.parse("x", " ")).isEqualTo(LintOptions.DEFAULT);
        assertThat(LintOptions.parse("x", " skip = A, B ;error= T;experimental=all"))
                .isEqualTo(new LintOptions(true, false, Set.of("A", "B"), true, Set.of()));
    }

    @Test
    void everyRuleHasAPageThatShowsABadAndAGoodExample() throws IOException {
        for (var rule : LintRule.values()) {
            var page = page(rule);
            assertThat(page).exists();
            assertThat(Files.readString(page))
                    .startsWith("# " + rule.id() + "\n")
                    .contains("\n## Bad\n", "\n## Good\n", "```dockerfile");
        }
    }

    private static Path page(LintRule rule) {
        return PAGES.resolve(rule.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md");
    }

    /** The page's own examples: the bad one breaks the rule, the good one keeps it. */
    @TestFactory
    Stream<DynamicTest> examplesOfThePagesAreTrue() {
        return Stream.of(LintRule.values())
                .filter(rule -> rule != LintRule.COPY_IGNORED_FILE && rule != LintRule.INVALID_BASE_IMAGE_PLATFORM)
                .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> {
                    String page = Files.readString(page(rule));
                    int good = page.indexOf("\n## Good\n");
                    assertThat(broken(page.substring(page.indexOf("\n## Bad\n"), good)))
                            .contains(rule);
                    assertThat(broken(page.substring(good))).doesNotContain(rule);
                }));
    }

    private static List<LintRule> broken(String section) {
        int begin = section.indexOf("```dockerfile\n") + "```dockerfile\n".length();
        var file = parse(section.substring(begin, section.indexOf("```", begin)));
        return Linter.check(file, NoInputs.get()).warnings().stream()
                .map(LintWarning::rule)
                .toList();
    }
}
