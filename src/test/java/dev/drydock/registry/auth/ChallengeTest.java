package dev.drydock.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static List<Challenge> parse(String... headers) {
        return Challenge.parseAll(List.of(headers));
    }

    @Test
    void dockerHubsIsRead() {
        assertThat(parse("Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
                        + "scope=\"repository:library/ubuntu:pull,push\""))
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm", "https://auth.docker.io/token",
                                "service", "registry.docker.io",
                                "scope", "repository:library/ubuntu:pull,push")));
    }

    @Test
    void severalInOneHeaderAndInSeveralAreAllFound() {
        assertThat(parse(
                        "Negotiate, Basic realm=\"a, b=\\\"c\\\"\", charset=UTF-8, Bearer realm=x ,service = y",
                        "Digest q=1"))
                .containsExactly(
                        new Challenge("negotiate", Map.of()),
                        new Challenge("basic", Map.of("realm", "a, b=\"c\"", "charset", "UTF-8")),
                        new Challenge("bearer", Map.of("realm", "x", "service", "y")),
                        new Challenge("digest", Map.of("q", "1")));
    }

    @Test
    void tokensInTheOldFormAreSkipped() {
        assertThat(parse("NTLM TlRMTVNTUAAB==, Basic realm=x"))
                .extracting(Challenge::scheme)
                .contains("basic");
    }

    @Test
    void theFirstOfTwoEqualParametersCounts() {
        assertThat(parse("Bearer realm=one, realm=two").get(0).parameter("realm"))
                .isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "=",
                "\"",
                "Bearer realm=\"open",
                "Basic realm=\\",
                "Bearer =x, ,, =",
                "Bearer realm",
                "\u0000x=y",
                "a b c d=\"\\"
            })
    void nonsenseNeitherFailsNorHangs(String header) {
        assertThat(parse(header))
                .noneMatch(challenge ->
                        challenge.isBearer() && challenge.parameter("realm").isEmpty());
    }
}
