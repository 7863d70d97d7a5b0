package dev.drydock.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpOptions;
import dev.drydock.http.ProxySources;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.image.Digest;
import dev.drydock.io.Keeper;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDownloadsTest {

    private static final Digest HELLO = Digest.of("hello".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private HttpServer server;
    private Keeper keeper = Files::exists;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(DaemonThreads.named("test-server")));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String on(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI() + " "
                    + Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-None-Match"))
                            .or(() -> Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst("If-Modified-Since")))
                            .orElse("-")
                    + " "
                    + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                            .orElse("-"));
            try (exchange) {
                answer.to(exchange);
            }
        });
        return base() + path;
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Answer text(String text, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private HttpDownloads downloads() {
        return downloads(Map.of(), Map.of(), false);
    }

    private HttpDownloads downloads(Map<String, String> environment, Map<String, String> secrets, boolean offline) {
        HttpOptions http = HttpOptions.DEFAULT.toBuilder()
                .proxies(ProxySources.ofEnvironment(environment))
                .timeouts(new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .retries(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(2)))
                .build();
        return new HttpDownloads(
                new RemoteOptions(directory, Map.of(), http, offline, 1 << 20),
                id -> Optional.ofNullable(secrets.get(id)).map(s -> s.getBytes(StandardCharsets.UTF_8)),
                keeper,
                BuildLog.NONE);
    }

    private static void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatExceptionOfType(BuildFailure.class).isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void aFileComesWithItsNameDigestAndTime() throws Exception {
        on("/d/a b.txt", text("hello", "Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"));
        Downloaded file = downloads().fetch(base() + "/d/a%20b.txt?x=/y.z#f", null);
        assertThat(file.name()).isEqualTo("a b.txt");
        assertThat(file.digest()).isEqualTo(HELLO);
        assertThat(file.modified()).isEqualTo(Instant.parse("2015-10-21T07:28:00Z"));
        assertThat(file.file()).hasContent("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/a/b.tgz,b.tgz", "http://h/a/b/,b", "http://h,__unnamed__", "http://h/,__unnamed__",
        "http://h/..,__unnamed__", "http://h/x%2Fy,y", "https://h/ä b,ä b", "http://h/a?b/c,a"
    })
    void theNameIsTheLastPartOfThePath(String url, String name) {
        assertThat(WebAddress.parse(url).fileName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h/a", "http:///a", "http://", "https:a", "-http://h/", "http://h:99999999999/"})
    void addressesThatAreNoneAreRefused(String url) {
        assertFails(() -> downloads().fetch(url, null), "cannot be used");
    }

    @Test
    void whatHasNotChangedIsNotFetchedAgain() throws Exception {
        String url = on("/f", exchange -> {
            if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                status(304).to(exchange);
            } else {
                text("hello", "ETag", "\"v1\"").to(exchange);
            }
        });
        downloads().fetch(url, null);
        Downloaded again = downloads().fetch(url, null);
        assertThat(requests).containsExactly("/f - -", "/f \"v1\" -");
        assertThat(again.file()).hasContent("hello");
    }

    /** Each server says that nothing has changed if it is asked in any way whether something has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Last-Modified | Wed, 01 Jan 2020 00:00:00 GMT",
                "ETag | W/\"v1\"",
                "ETag | w/\"v1\"",
                "ETag | v1",
                "ETag | \"v1",
                "ETag | \"v\"1\"",
                "ETag | *"
            })
    void whatMayHaveChangedUnnoticedIsFetchedAgain(String header, String value) throws Exception {
        String[] body = {"old"};
        String url = on("/f", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("If-None-Match")
                    || exchange.getRequestHeaders().containsKey("If-Modified-Since");
            (asked ? status(304) : text(body[0], header, value)).to(exchange);
        });
        downloads().fetch(url, null);
        body[0] = "new";
        assertThat(downloads().fetch(url, null).file()).hasContent("new");
    }

    @Test
    void aTagIsShownOnlyWhereItCameFrom() throws Exception {
        Answer tagged = exchange -> (exchange.getRequestHeaders().containsKey("If-None-Match")
                        ? status(304)
                        : text(exchange.getRequestURI().getPath(), "ETag", "\"1\""))
                .to(exchange);
        on("/one", tagged);
        on("/two", tagged);
        String[] location = {"/one?sig=1"};
        String url =
                on("/latest", exchange -> status(302, "Location", location[0]).to(exchange));
        downloads().fetch(url, null);
        location[0] = "/one?sig=2";
        assertThat(downloads().fetch(url, null).file()).hasContent("/one");
        location[0] = "/two";
        assertThat(downloads().fetch(url, null).file()).hasContent("/two");
        assertThat(requests)
                .contains("/one?sig=2 \"1\" -", "/two - -")
                .doesNotContain("/latest \"1\" -", "/two \"1\" -");
        try (var records = Files.list(directory.resolve("url"))) {
            for (Path record : records.toList()) {
                assertThat(record).content().doesNotContain("sig");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 412, 500, 501})
    void aServerThatDoesNotLikeToBeAskedForChangesIsReadFrom(int status) throws Exception {
        String url = on("/f", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("If-None-Match");
            (asked ? status(status) : text("hello", "ETag", "\"v1\"")).to(exchange);
        });
        downloads().fetch(url, null);
        assertThat(downloads().fetch(url, null).file()).hasContent("hello");
        assertThat(requests).contains("/f \"v1\" -").endsWith("/f - -");
    }

    @Test
    void thatNothingHasChangedIsNoAnswerToWhoDidNotAsk() throws Exception {
        String url = on("/f", text("hello"));
        downloads().fetch(url, null);
        server.removeContext("/f");
        on("/f", status(304));
        assertFails(() -> downloads().fetch(url, null), "was answered with status 304");
    }

    @Test
    void whatHasChangedReplacesWhatWasKnown() throws Exception {
        String[] body = {"one"};
        String url = on(
                "/f", exchange -> text(body[0], "ETag", "\"" + body[0] + "\"").to(exchange));
        downloads().fetch(url, null);
        body[0] = "two";
        assertThat(downloads().fetch(url, null).file()).hasContent("two");
    }

    @Test
    void whatIsPrunedBeforeItCanBeKeptIsFetchedAgain() throws Exception {
        String url = on("/f", text("hello", "ETag", "\"v1\""));
        downloads().fetch(url, null);
        keeper = path -> {
            boolean content = path.getParent().endsWith("content");
            return content ? !Files.deleteIfExists(path) && Files.exists(path) : Files.exists(path);
        };
        assertThat(downloads().fetch(url, null).file()).hasContent("hello");
        assertThat(downloads().fetch(url, HELLO.toString()).file()).hasContent("hello");
        assertThat(requests).containsExactly("/f - -", "/f - -", "/f - -");
    }

    @Test
    void aKnownChecksumNeedsNoNetwork() throws Exception {
        String url = on("/f", text("hello"));
        downloads().fetch(url, HELLO.toString());
        downloads().fetch(url, HELLO.toString());
        assertThat(downloads().fetch(base() + "/mirror/g", HELLO.toString()).name())
                .isEqualTo("g");
        assertThat(requests).hasSize(1);
    }

    @Test
    void anotherChecksumIsAnError() {
        String url = on("/f", text("hello"));
        assertFails(() -> downloads().fetch(url, "sha256:" + "0".repeat(64)), "has the checksum " + HELLO);
        assertFails(() -> downloads().fetch(url, "sha512:" + "0".repeat(128)), "has the checksum sha512:9b71d224");
        assertFails(() -> downloads().fetch(url, "sha256:0"), "is not a checksum");
    }

    @Test
    void anAnswerWithoutSuccessIsAnError() {
        String url = on("/f", status(404));
        assertFails(() -> downloads().fetch(url, null), url + " was answered with status 404");
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        int[] times = {0};
        String url = on("/f", exchange -> (times[0]++ == 0 ? status(503) : text("hello")).to(exchange));
        assertThat(downloads().fetch(url, null).digest()).isEqualTo(HELLO);
    }

    @Test
    void redirectsAreFollowedTheNameStays() throws Exception {
        on("/real", text("hello"));
        String url = on("/name.txt", status(302, "Location", "/real"));
        Downloaded file = downloads().fetch(url, null);
        assertThat(file.name()).isEqualTo("name.txt");
        assertThat(file.digest()).isEqualTo(HELLO);
        String loop = on("/loop", status(301, "Location", "/loop"));
        assertFails(() -> downloads().fetch(loop, null), "redirects more than");
    }

    @Test
    void secretsGoToTheirHostOnly() throws Exception {
        on("/real", text("hello"));
        on("/same", status(302, "Location", "/real"));
        on("/other", status(302, "Location", base().replace("127.0.0.1", "localhost") + "/real"));
        Map<String, String> secrets = Map.of("HTTP_AUTH_TOKEN_127.0.0.1", "t0p\n");
        downloads(Map.of(), secrets, false).fetch(base() + "/same", null);
        downloads(Map.of(), secrets, false).fetch(base() + "/other", null);
        assertThat(requests)
                .containsExactly("/same - Bearer t0p", "/real - Bearer t0p", "/other - Bearer t0p", "/real - -");
        assertFails(
                () -> downloads(Map.of(), Map.of("HTTP_AUTH_HEADER_example.invalid", "x"), false)
                        .fetch("http://example.invalid/f", null),
                "over plain http");
    }

    @Test
    void aPasswordInTheUrlIsSentAndNotShown() throws Exception {
        on("/f", status(403));
        String url = base().replace("http://", "http://me:pa%20ss@") + "/f";
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> downloads().fetch(url, null))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pa").contains("xxxxx@127.0.0.1"));
        assertThat(requests).containsExactly("/f - Basic bWU6cGEgc3M=");
    }

    @Test
    void aServerThatStopsSendingIsGivenUp() {
        String url = on("/f", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(4000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFails(() -> downloads().fetch(url, null), "broke off: no byte came for 1000 ms");
    }

    @Test
    void aDownloadThatIsTooLargeIsGivenUpAndLeavesNothing() throws IOException {
        String url = on("/f", text("x".repeat((1 << 20) + 1)));
        assertFails(() -> downloads().fetch(url, null), "more than 1048576 bytes");
        try (var left = Files.list(directory.resolve("content"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void withoutNetworkOnlyWhatIsKnown() throws Exception {
        String url = on("/f", text("hello"));
        assertFails(() -> downloads(Map.of(), Map.of(), true).fetch(url, null), "this build is offline");
        downloads().fetch(url, null);
        assertThat(downloads(Map.of(), Map.of(), true).fetch(url, null).digest())
                .isEqualTo(HELLO);
        assertThat(requests).hasSize(1);
    }

    @Test
    void theProxyIsUsedButNotForLoopback() throws Exception {
        on("/", text("hello"));
        HttpDownloads downloads = downloads(Map.of("HTTP_PROXY", base()), Map.of(), false);
        assertThat(downloads.fetch("http://example.invalid/f", null).digest()).isEqualTo(HELLO);
        downloads.fetch(base() + "/direct", null);
        assertThat(requests).containsExactly("http://example.invalid/f - -", "/direct - -");
    }

    @Test
    void aDownloadThatBrokeOffIsBegunAnew() throws Exception {
        int[] times = {0};
        String url = on("/f", exchange -> {
            if (times[0]++ == 0) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                throw new IOException("cut");
            }
            text("hello").to(exchange);
        });
        assertThat(downloads().fetch(url, null).file()).hasContent("hello");
    }

    @Test
    void aBusyServerIsGivenTheTimeItAsksForAndNoMoreThanIsUsual() throws Exception {
        int[] times = {0};
        String url =
                on("/f", exchange -> (times[0]++ == 0 ? status(429, "Retry-After", "1") : text("hello")).to(exchange));
        long start = System.nanoTime();
        downloads().fetch(url, null);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        String lasting = on("/lasting", status(503, "Retry-After", "3600"));
        assertFails(() -> downloads().fetch(lasting, null), "was answered with status 503");
        assertThat(requests).containsOnlyOnce("/lasting - -");
    }

    @Test
    void aDamagedRecordIsFetchedAgain() throws Exception {
        String url = on("/f", text("hello", "ETag", "\"v1\""));
        downloads().fetch(url, null);
        try (var records = Files.list(directory.resolve("url"))) {
            Files.writeString(records.findFirst().orElseThrow(), "digest nonsense\n");
        }
        assertThat(downloads().fetch(url, null).digest()).isEqualTo(HELLO);
    }
}
