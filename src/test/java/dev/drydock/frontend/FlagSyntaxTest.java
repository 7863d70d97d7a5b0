package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.frontend.value.ChmodSyntax;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.frontend.value.Signals;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "644",
                "07777",
                "000644",
                "+x",
                "u=rwX,go=rX",
                "g=u",
                "a-w,u+s",
                "o=",
                "ug+rw-x",
                "=r",
                "u+s,+t"
            })
    void modesOfChmodAreTaken(String mode) {
        assertThatCode(() -> ChmodSyntax.check(mode)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8",
                "64a",
                "10000",
                "0o644",
                "-1",
                "+644",
                "u",
                "u=rwx,",
                ",u=r",
                "u=rwx go=r",
                "z+x",
                "u=y",
                " 644"
            })
    void otherModesAreRefused(String mode) {
        assertThatThrownBy(() -> ChmodSyntax.check(mode))
                .isInstanceOf(InstructionProblem.class)
                .hasMessageContaining(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "term", "sigkill", "9", "64", "RTMIN", "SIGRTMIN+15", "RTMAX-14", "-3", "007"})
    void signalsOfLinuxAreTaken(String signal) {
        assertThatCode(() -> Signals.check(signal)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "SIG", "SIGNOPE", "RTMIN+16", "RTMIN+0", "RTMAX-15", "RTMIN-1", "1.5", "99999999999"})
    void otherSignalsAreRefused(String signal) {
        assertThatThrownBy(() -> Signals.check(signal)).isInstanceOf(InstructionProblem.class);
    }

    @Test
    void contextsAreFoundByEverySpellingOfTheirName() {
        NamedContexts contexts = new NamedContexts(Map.of(
                "docker.io/library/alpine:latest", new NamedContext.Directory(Path.of(".")),
                "scratch", new NamedContext.Directory(Path.of("."))));
        assertThat(contexts.find("alpine")).isNotNull();
        assertThat(contexts.find("library/alpine")).isNotNull();
        assertThat(contexts.find("alpine:3")).isNull();
        assertThat(contexts.find("Scratch")).isNull();
    }

    @Test
    void aContextHasANameAnImageCouldHave() {
        assertThatThrownBy(() -> new NamedContexts(Map.of("Odd Name", new NamedContext.Directory(Path.of(".")))))
                .hasMessage("'Odd Name' cannot be the name of a build context");
    }
}
