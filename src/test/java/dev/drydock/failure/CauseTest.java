package dev.drydock.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures as the JDK in use throws them, and how they read. {@code DIR} stands for a temporary directory. */
class CauseTest {

    @TempDir
    Path dir;

    static List<Arguments> operationsOnFiles() {
        return List.of(
                operation(dir -> Files.readString(dir.resolve("none")), "DIR/none does not exist"),
                operation(dir -> Files.readString(dir), "it is a directory"),
                operation(
                        dir -> Files.readString(dir.resolve("file/x")),
                        "DIR/file/x: a part of its path is not a directory"),
                operation(dir -> Files.createDirectories(dir.resolve("file")), "DIR/file already exists"),
                operation(dir -> Files.newDirectoryStream(dir.resolve("file")), "DIR/file is not a directory"),
                operation(dir -> Files.delete(dir), "DIR is a directory that is not empty"),
                operation(
                        dir -> Files.readString(Files.createSymbolicLink(dir.resolve("a"), dir.resolve("a"))),
                        "DIR/a: too many levels of symbolic links or unable to access attributes of symbolic link"),
                operation(dir -> Files.readString(dir.resolve("latin1")), "it is not text in UTF-8"),
                operation(
                        dir -> new FileInputStream(dir.resolve("none").toFile()),
                        "DIR/none: no such file or directory"),
                operation(
                        dir -> new ZipFile(dir.resolve("file").toFile()),
                        "it is not a zip archive, or not a complete one (zip END header not found)"),
                operation(
                        dir -> new GZIPInputStream(Files.newInputStream(dir.resolve("file"))),
                        "it cannot be unpacked (Not in GZIP format)"),
                operation(
                        dir -> new ProcessBuilder("no-such-program").start(),
                        "no-such-program cannot be started: no such file or directory"),
                operation(
                        dir -> new ProcessBuilder(dir.resolve("file").toString())
                                .directory(new File("/"))
                                .start(),
                        "DIR/file cannot be started: permission denied"));
    }

    private interface Operation {
        void in(Path dir) throws Exception;
    }

    private static Arguments operation(Operation operation, String words) {
        return Arguments.of(operation, words);
    }

    @ParameterizedTest
    @MethodSource("operationsOnFiles")
    void operationsOnFilesFailInWords(Operation operation, String words) throws Exception {
        Files.writeString(dir.resolve("file"), "not a zip archive, and longer than its header would be");
        Files.write(dir.resolve("latin1"), "ä".getBytes(StandardCharsets.ISO_8859_1));

        Throwable failure = catchThrowable(() -> operation.in(dir));

        assertThat(Cause.of(failure)).isEqualTo(words.replace("DIR", dir.toString()));
    }

    static List<Arguments> exceptions() {
        Throwable circular = new IOException("around");
        circular.initCause(new IOException("and around", circular));
        return List.of(
                Arguments.of(new AccessDeniedException("/x"), "/x: permission denied"),
                Arguments.of(new FileSystemException("/x", null, "Read-only file system"), "/x: read-only file system"),
                Arguments.of(new FileSystemException("/x"), "/x: it cannot be used"),
                Arguments.of(
                        new AtomicMoveNotSupportedException("/x", "/y", "Invalid cross-device link"),
                        "/x -> /y: invalid cross-device link"),
                Arguments.of(new IOException("No space left on device"), "no space left on device"),
                Arguments.of(new IOException("HTTP/2 is spoken here"), "HTTP/2 is spoken here"),
                Arguments.of(new EOFException(), "it ends too early"),
                Arguments.of(
                        new UnknownHostException("a.example: Name or service not known"),
                        "the host name a.example cannot be resolved"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "no answer came in time"),
                Arguments.of(new SocketTimeoutException("nothing moved for 60 s"), "nothing moved for 60 s"),
                Arguments.of(new ClosedChannelException(), "the connection was closed"),
                Arguments.of(new UncheckedIOException(new AccessDeniedException("/x")), "/x: permission denied"),
                Arguments.of(new ExecutionException(new IOException("it burns")), "it burns"),
                Arguments.of(new IOException(new AccessDeniedException("/x")), "/x: permission denied"),
                Arguments.of(BuildFailure.ofBuild("It is wrong", "Put it right."), "It is wrong (Put it right.)"),
                Arguments.of(new IllegalArgumentException("'x' is wrong"), "'x' is wrong"),
                Arguments.of(new NullPointerException("x is null"), "NullPointerException: x is null"),
                Arguments.of(new IllegalStateException(), "IllegalStateException"),
                Arguments.of(circular, "around"),
                Arguments.of(null, "the cause is not known"));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exceptionsAreSaidInWords(Throwable failure, String words) {
        assertThat(Cause.of(failure)).isEqualTo(words);
    }

    @Test
    void aFileTheMessageNamesIsNotNamedAgain() {
        assertThat(Cause.of(new AccessDeniedException("/x"), Path.of("/x"))).isEqualTo("permission denied");
        assertThat(Cause.of(new AccessDeniedException("/x/y"), Path.of("/x"))).isEqualTo("/x/y: permission denied");
        assertThat(Cause.of(catchThrowable(() -> Files.readString(dir.resolve("none"))), dir.resolve("none")))
                .isEqualTo("it does not exist");
    }

    @Test
    void fullDisksAndWantOfPermissionAreKnown() {
        Throwable full = new UncheckedIOException(new IOException("mkdir /x: No space left on device (ENOSPC)"));
        assertThat(Cause.isFullDisk(full)).isTrue();
        assertThat(Cause.isForbidden(full)).isFalse();
        Throwable denied = new UncheckedIOException(new AccessDeniedException("/x"));
        assertThat(Cause.isFullDisk(denied)).isFalse();
        assertThat(Cause.isForbidden(denied)).isTrue();
    }

    @Test
    void aPortNobodyListensAt() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(Cause.of(get("http://127.0.0.1:" + port))).isEqualTo("the connection was refused");
        assertThat(Cause.of(get("https://127.0.0.1:" + port))).isEqualTo("the connection was refused");
    }

    @Test
    void aHostThatDoesNotExist() {
        assertThat(Cause.of(get("http://no-such-host.invalid"))).isEqualTo("the host's name cannot be resolved");
    }

    static List<Arguments> servers() {
        return List.of(
                Arguments.of("http", "", "the server closed the connection without an answer"),
                Arguments.of("https", "", "the server ended the connection during the TLS handshake"),
                Arguments.of(
                        "http",
                        "220 mail.example ESMTP\r\n\r\n",
                        "the server does not speak HTTP (invalid status line: \"220 mail.example ESMTP\")"),
                Arguments.of("https", "HTTP/1.1 400 Bad Request\r\n\r\n", "the server does not speak TLS"),
                Arguments.of(
                        "http",
                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour",
                        "the answer ended after 4 of 9 bytes"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatServersDoIsSaidInWords(String scheme, String answer, String words) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answer(socket, answer));
            server.start();
            assertThat(Cause.of(get(scheme + "://127.0.0.1:" + socket.getLocalPort())))
                    .isEqualTo(words);
        }
    }

    /** Reads what comes, says its word, and hangs up. */
    private static void answer(ServerSocket socket, String answer) {
        try {
            while (true) {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read(new byte[4096]);
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static Throwable get(String url) {
        ThrowingCallable exchange = () -> HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        return catchThrowable(exchange);
    }
}
