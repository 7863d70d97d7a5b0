package dev.drydock.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "VERSOIN, VERSION, VERSION",
                "VERION, VERSION, VERSION",
                "VERSSIION, VERSION, VERSION",
                "EVRSOIN, VERSION, VERSION",
                "VESON, VERSION, none",
                "PTAH, PATH, PATH",
                "PTHA, PATH, none",
                "ABCDEFGH, BADCFEHG, none",
                "ABCDEF, BADCEF, BADCEF",
                "PATH, PATH, none",
                "'', A, A",
            })
    void aNameIsGuessedWhenItIsNear(String name, String known, String guess) {
        assertThat(Suggestion.exact(name, List.of(known))).isEqualTo(guess);
    }
}
