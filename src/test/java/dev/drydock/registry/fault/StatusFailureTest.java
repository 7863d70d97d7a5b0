package dev.drydock.registry.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFailureTest {

    private static final URI ADDRESS = URI.create("https://reg.example/v2/a/manifests/1?token=secret");

    private static StatusFailure failure(int status, String body, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (String header : headers) {
            map.put(header.split(": ")[0], List.of(header.split(": ")[1]));
        }
        return new StatusFailure(
                HttpCall.get(ADDRESS),
                new HttpAnswer(
                        ADDRESS, status, HttpHeaders.of(map, (a, b) -> true), body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "404,false",
        "405,false",
        "408,true",
        "409,false",
        "413,false",
        "425,true",
        "429,true",
        "500,true",
        "501,false",
        "502,true",
        "503,true",
        "504,true",
        "507,false",
        "520,true"
    })
    void someStatusesPass(int status, boolean passes) {
        assertThat(failure(status, "").mayPass()).isEqualTo(passes);
    }

    @Test
    void messagesSayWhatWasAskedAndAnsweredButNoQuery() {
        assertThat(failure(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"no such\\nthing\"}]}"))
                .hasMessage(
                        "GET https://reg.example/v2/a/manifests/1 was answered 404 (MANIFEST_UNKNOWN: no such thing)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"details\":\"incorrect username or password\"} | incorrect username or password",
                "{\"error\":\"invalid_grant\",\"error_description\":\"bad token\"} | bad token",
                "{\"message\":\"nope\"} | nope",
                "plain  words | plain words",
                "<html><body>502</body></html> | ''",
                "{broken | {broken",
                "{\"errors\":\"odd\"} | ''",
                "[1] | [1]",
            })
    void errorBodiesOfAllKindsAreRead(String body, String said) {
        assertThat(failure(500, body).errors()).hasToString(said);
    }

    @Test
    void longErrorsAreCutAndManyAreFew() {
        String long500 = failure(500, "x".repeat(100_000)).errors().toString();
        assertThat(long500).hasSizeLessThan(500);
        String one = "{\"code\":\"A\",\"message\":\"b\"},";
        String many =
                failure(500, "{\"errors\":[" + one.repeat(99) + "{}]}").errors().toString();
        assertThat(many).isEqualTo("A: b; A: b; A: b; A: b; A: b");
    }

    @Test
    void dockerHubsPullLimitIsNotWaitedForUnlessItSaysHowLong() {
        String body = "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"You have reached your pull rate limit."
                + " You may increase the limit by authenticating\"}]}";
        StatusFailure limit = failure(429, body, "ratelimit-limit: 100;w=21600");
        assertThat(limit.isPullLimit()).isTrue();
        assertThat(limit.mayPass()).isFalse();
        assertThat(limit.rateLimit().limit()).isEqualTo("100;w=21600");
        assertThat(failure(429, body, "Retry-After: 3").mayPass()).isTrue();
    }
}
