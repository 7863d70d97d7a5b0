package dev.drydock.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

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
        assertThat(Nearest.near(name, List.of(known))).isEqualTo(guess);
    }

    @Test
    void theNearestOfSeveralIsGuessed() {
        List<String> names = List.of("PATH", "BUILDPLATFORM", "DIR_ASSETS", "from", "chown");
        assertThat(Nearest.near("PAHT", names)).isEqualTo("PATH");
        assertThat(Nearest.near("BULIDPLATFROM", names)).isEqualTo("BUILDPLATFORM");
        assertThat(Nearest.near("DIR_ASSET", names)).isEqualTo("DIR_ASSETS");
        assertThat(Nearest.near("form", names)).isEqualTo("from");
        assertThat(Nearest.near("owner", names)).isNull();
        assertThat(Nearest.near("from", names)).isNull();
        assertThat(Nearest.near("x".repeat(100_000), names)).isNull();
        assertThat(Nearest.question("form", names)).isEqualTo("Did you mean 'from'?");
        assertThat(Nearest.question("nothing", List.of())).isNull();
    }

    @Test
    void theNearestHoweverFarIsFoundWhateverItsCase() {
        assertThat(Nearest.of("mainclas", List.of("image", "mainClass", "ports")))
                .isEqualTo("mainClass");
        assertThat(Nearest.of("x", List.of("image", "ports"))).isEqualTo("image");
        assertThat(Nearest.of("x", List.of())).isEmpty();
        assertThat(Nearest.distance("abc", "")).isEqualTo(3);
    }
}
