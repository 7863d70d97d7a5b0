package dev.drydock.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.dockerfile.text.ImageName;
import dev.drydock.dockerfile.text.IpAddress;
import dev.drydock.dockerfile.text.PlatformName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of images, platforms and addresses, and guesses at misspelt ones. */
class NamesTest {

    private static final String SHA = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:1",
                "a/b:1.2-x_y",
                "docker.io/library/a",
                "localhost/a",
                "localhost:5000/a:b",
                "127.0.0.1:5000/a/b",
                "[::1]:5000/a",
                "Registry.Example/a",
                "a__b",
                "a---b",
                "x/a.b_c-d/e"
            })
    void namesOfImages(String text) {
        assertThat(ImageName.isValid(text)).isTrue();
        assertThat(ImageName.isValid(text + "@" + SHA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                ":1",
                "A",
                "a/B",
                "a/",
                "/a",
                "a//b",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a b",
                "a@",
                "a@sha256:1",
                "a:b:c",
                "a:.x",
                "ex ample.com/a",
                "-x.com/a",
                "localhost:x/a",
                "[::g]/a",
                "a-",
                "é"
            })
    void whatIsNoNameOfAnImage(String text) {
        assertThat(ImageName.isValid(text)).isFalse();
    }

    @Test
    void theIdOfAnImageIsNoName() {
        assertThat(ImageName.isValid("0123456789abcdef".repeat(4))).isFalse();
    }

    @Test
    void platformsAreNormalised() {
        assertThat(PlatformName.parse("linux/x86_64")).isEqualTo(new PlatformName("linux", "amd64"));
        assertThat(PlatformName.parse("Linux/aarch64/v8")).isEqualTo(new PlatformName("linux", "arm64"));
        assertThat(PlatformName.parse("windows(10.0.17763)/amd64")).isEqualTo(new PlatformName("windows", "amd64"));
        assertThat(PlatformName.parse("linux")).isEqualTo(new PlatformName("linux", ""));
        assertThat(PlatformName.parse("riscv64")).isEqualTo(new PlatformName("", "riscv64"));
        for (var text : List.of("", "/", "a/b/c/d", "linux/", "li nux/a", "$X")) {
            assertThat(PlatformName.parse(text)).as(text).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4",
                "0.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "fe80::1:2",
                "1:2:3:4:5:6:7:8",
                "::ffff:1.2.3.4"
            })
    void addresses(String text) {
        assertThat(IpAddress.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "a.b.c.d",
                "1.2.3.",
                ":",
                ":::",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "１.2.3.4"
            })
    void whatIsNoAddress(String text) {
        assertThat(IpAddress.isValid(text)).isFalse();
    }
}
