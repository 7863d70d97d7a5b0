package dev.drydock.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{", "{ // c", "{\"a\": [1, ", "{\"a\": x}", "{\"a\" 1}"})
    void aBrokenDocumentIsSaidToBeSoWithTheLineAndWithoutTheParsersOwnNames(String text) {
        assertThatIOException()
                .isThrownBy(() -> Json.parseObject(text.getBytes(UTF_8)))
                .withMessageStartingWith("it is not valid JSON, line: 1, column: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Source", "Feature", "\n"));
    }
}
