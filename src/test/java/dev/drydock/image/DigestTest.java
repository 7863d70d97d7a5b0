package dev.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    @Test
    void theThreeAlgorithmsOfTheSpecificationAreRead() {
        for (String text :
                new String[] {"sha256:" + "0a".repeat(32), "sha384:" + "9f".repeat(48), "sha512:" + "f0".repeat(64)}) {
            assertThat(Digest.parse(text)).hasToString(text);
        }
        assertThat(Digest.of(new byte[0]).hex()).startsWith("e3b0c44298fc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha256:", "sha256:abc", "md5:0123", "SHA256:00", "sha256:../../etc/passwd"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Digest.parse("sha256:" + "0A".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Digest.parse("sha256:" + "0g".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Digest.parse("sha256:" + "00".repeat(33)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
