package dev.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "linux(1.2)/amd64, linux/amd64, 1.2",
        "linux()/x86_64, linux/amd64, ''",
        "Linux(1.2)/arm/v7, linux/arm/v7, 1.2",
        "windows(10.0.17763)/amd64, windows/amd64, 10.0.17763",
        "windows(10.0.17763+win32k+x)/amd64, windows/amd64, 10.0.17763",
        "linux(+win32k)/amd64, linux/amd64, ''",
        "linux(Jammy)/amd64, linux/amd64, Jammy",
        "linux(1%2F2)/amd64, linux/amd64, 1/2",
        "linux/amd64, linux/amd64, ''",
    })
    void theSystemMayHaveAVersion(String text, String platform, String version) {
        assertThat(Platform.parse(text)).hasToString(platform);
        assertThat(Platform.parse(text).osVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux(1.2/amd64",
                "linux(1/2)/amd64",
                "linux(1 2)/amd64",
                "linux/amd64(1.2)",
                "(1.2)/amd64",
                "li.nux(1.2)/amd64",
                "linux(1.2)x/amd64",
                "linux(1+)/amd64",
                "linux((1))/amd64",
                "linux(%)/amd64",
                "linux(%zz)/amd64",
                "",
                " ",
                "/",
            })
    void whatIsNoPlatformIsRefused(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVersionOfWindowsChoosesAmongItsImages() {
        Descriptor older = image("windows", "10.0.17763.5458", 1);
        Descriptor newer = image("windows", "10.0.20348.2322", 2);
        Descriptor linux = image("linux", "", 3);
        Index index = Index.of(List.of(older, newer, linux), Map.of());

        assertThat(index.select(Platform.parse("windows(10.0.20348)/amd64"))).contains(newer);
        assertThat(index.select(Platform.parse("windows(10.0.20348.1)/amd64"))).contains(newer);
        assertThat(index.select(Platform.parse("windows(10.0.2034)/amd64"))).isEmpty();
        assertThat(index.select(Platform.parse("windows/amd64"))).contains(older);
        assertThat(index.select(Platform.parse("linux(5.4)/amd64"))).contains(linux);
    }

    private static Descriptor image(String os, String version, int size) {
        return new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(new byte[size]), size)
                .withPlatform(new Platform(os, "amd64", "", version));
    }
}
