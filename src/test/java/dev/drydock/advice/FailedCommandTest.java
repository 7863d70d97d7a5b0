package dev.drydock.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Advice about failed commands, by what real programs have said: see {@code failed-runs.txt}. */
class FailedCommandTest {

    private static final Pattern HEAD = Pattern.compile("=== (\\S+) (\\d+) (\\S+)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    /** @param rule the entry of the table that is to fit, {@code -} for none */
    private record Recorded(String name, int exitCode, String rule, List<String> output) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Recorded> recorded() throws IOException {
        List<Recorded> all = new ArrayList<>();
        try (InputStream in = FailedCommandTest.class.getResourceAsStream("failed-runs.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                Matcher head = HEAD.matcher(line);
                if (head.matches()) {
                    all.add(new Recorded(
                            head.group(1), Integer.parseInt(head.group(2)), head.group(3), new ArrayList<>()));
                } else if (!line.startsWith("#")) {
                    all.get(all.size() - 1).output().add(line);
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theFirstEntryThatFitsIsTheRightOne(Recorded run) {
        String output = String.join("\n", run.output());
        List<String> fitting = Rules.ALL.stream()
                .filter(rule -> rule.advice(run.exitCode(), output).isPresent())
                .map(Rule::name)
                .toList();
        if (run.rule().equals("-")) {
            assertThat(fitting).isEmpty();
        } else {
            assertThat(fitting).first().isEqualTo(run.rule());
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theAdviceNamesWhatItIsAbout(Recorded run) {
        FailedCommand command = new FailedCommand();
        run.output().forEach(command::line);
        assertThat(command.advice(run.exitCode()))
                .doesNotContainPattern("\\{\\d}")
                .isNotBlank();
    }

    @Test
    void eachEntryHasBeenSeenAndCanFillItsPlaces() throws Exception {
        Set<String> seen = recorded().stream().map(Recorded::rule).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Rules.ALL).hasSizeGreaterThanOrEqualTo(24).allSatisfy(rule -> {
            assertThat(seen).contains(rule.name());
            for (Pattern pattern : rule.patterns()) {
                int groups = pattern.matcher("").groupCount();
                Stream<Integer> wanted =
                        PLACEHOLDER.matcher(rule.advice()).results().map(r -> Integer.valueOf(r.group(1)));
                assertThat(wanted).as(rule.name() + ": " + pattern).allMatch(n -> n <= groups);
            }
        });
        assertThat(Rules.ALL).extracting(Rule::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "3, Its output above says more.",
        "127, '127 means that the shell did not find a program: check that it is in the image, and in PATH.'",
    })
    void whereNothingIsKnownTheExitCodeSaysWhatItCan(int exitCode, String advice) {
        FailedCommand command = new FailedCommand();
        command.line("hello");
        assertThat(command.advice(exitCode)).isEqualTo(advice);
    }

    @Test
    void coloursDoNotHideWhatIsSaid() {
        FailedCommand command = new FailedCommand();
        command.line("\u001B[1;31merror\u001B[0m: \u001B[1mexternally-managed-environment\u001B[0m");
        assertThat(command.advice(1)).contains("python3 -m venv");
    }

    @Test
    void onlyTheEndOfTheOutputCounts() {
        FailedCommand command = new FailedCommand();
        command.line("curl: (6) Could not resolve host: early");
        for (int i = 0; i < 100; i++) {
            command.line("line " + i);
        }
        assertThat(command.advice(1)).isEqualTo("Its output above says more.");
    }

    /** Regular expressions over what a stranger's program prints must not take for ever. */
    @Test
    void longLinesAreLookedThroughAtOnce() {
        FailedCommand command = new FailedCommand();
        for (int i = 0; i < 60; i++) {
            command.line("'/var/lib/x 13 (407 \\r: ".repeat(5000));
        }
        long start = System.nanoTime();
        assertThat(command.advice(126)).isNotEmpty();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void aTableWithAnythingElseInItIsNone() {
        assertThatThrownBy(() -> Rules.parse("[a]\nsay x\n")).hasMessageContaining("say x");
    }
}
