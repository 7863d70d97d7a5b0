package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.OneProject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    private static final Expressions EXPRESSIONS = new Expressions(
            Map.of("who", "user", "chain", "<${link}>", "open", "${", "dollars", "a$$b$c", "lost", "x${nowhere}"),
            Map.of("who", "system", "env.HOME", "/home/me", "link", "${who}/${project.version}"),
            Map.of("who", "project", "revision", "7", "project.build.stamp", "${revision}"),
            new OneProject());

    @ParameterizedTest
    @CsvSource({
        "me/app:${project.version}, me/app:1.0",
        "${project.artifactId}-${project.version}, app-1.0",
        "${project.basedir}/src, /srv/project/src",
        "${settings.offline}, false",
        "${who}, user",
        "${env.HOME}/x, /home/me/x",
        "r${revision}, r7",
        "${chain}, <user/1.0>",
        "${project.build.stamp}, 7",
        "'', ''",
        "plain, plain",
    })
    void anExpressionIsReplacedByWhatItStandsFor(String text, String expected) {
        assertThat(EXPRESSIONS.replace(text)).isEqualTo(new Expressions.Replaced(expected, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo $HOME $$ $1 $(id) $", "a$$b", "${", "a ${b", "$}", "100$", "{who}"})
    void everyOtherDollarIsForShells(String text) {
        assertThat(EXPRESSIONS.replace(text)).isEqualTo(new Expressions.Replaced(text, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"$${who}, ${who}", "a$${who}b${who}, a${who}buser", "$$${who}, $${who}", "${who}$${who}, user${who}"})
    void aDoubledDollarIsForTheTextItself(String text, String expected) {
        assertThat(EXPRESSIONS.replace(text)).isEqualTo(new Expressions.Replaced(expected, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "${nowhere}, ${nowhere}, nowhere",
        "a${nowhere}b, a${nowhere}b, nowhere",
        "${lost}, x${nowhere}, nowhere",
        "${}, ${}, ''",
        "${project}, ${project}, project",
        "${project.version:-2}, ${project.version:-2}, project.version:-2",
        "${who%/*}, ${who%/*}, who%/*",
        "${a${who}}, ${a${who}}, a${who",
    })
    void whatStandsForNothingStaysAndIsTold(String text, String expected, String unknown) {
        assertThat(EXPRESSIONS.replace(text)).isEqualTo(new Expressions.Replaced(expected, List.of(unknown)));
    }

    @Test
    void aTextIsNothingIfItIsOneExpressionThatStandsForNothing() {
        assertThat(EXPRESSIONS.replace("${nowhere}").isNothing()).isTrue();
        assertThat(EXPRESSIONS.replace("${lost}").isNothing()).isFalse();
        assertThat(EXPRESSIONS.replace("$${nowhere}").isNothing()).isFalse();
        assertThat(EXPRESSIONS.replace("").isNothing()).isFalse();
        assertThat(EXPRESSIONS.value("nowhere")).isEmpty();
        assertThat(EXPRESSIONS.value("revision")).contains("7");
    }

    @Test
    void aSecretIsTakenAsItIsWhereItComesFrom() {
        assertThat(EXPRESSIONS.replaceOnce("${chain}").text()).isEqualTo("<${link}>");
        assertThat(EXPRESSIONS.replaceOnce("${dollars}").text()).isEqualTo("a$$b$c");
        assertThat(EXPRESSIONS.replaceOnce("a$$b").text()).isEqualTo("a$$b");
        assertThat(EXPRESSIONS.replaceOnce("${project.version}").text()).isEqualTo("1.0");
    }

    @Test
    void aPropertyDefinedByItselfIsRefused() {
        Map<String, String> circle = Map.of("a", "1${b}", "b", "${c}", "c", "${a}", "self", "${self}");
        Expressions expressions = new Expressions(circle, Map.of(), Map.of(), new OneProject());
        assertThatThrownBy(() -> expressions.replace("x${a}"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("The property a is defined by itself: a -> b -> c -> a");
        assertThatThrownBy(() -> expressions.replace("${self}"))
                .hasMessage("The property self is defined by itself: self -> self");
    }
}
