package dev.drydock.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpOptions;
import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.plan.CopyStep;
import dev.drydock.progress.BuildLog;
import dev.drydock.remote.RemoteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of a source, by which {@code SOURCE_DATE_EPOCH} may name a stage. */
class RemotesTest {

    @TempDir
    Path temp;

    private HttpServer server;
    private byte[] content = new byte[0];
    private String lastModified;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (lastModified != null) {
                    exchange.getResponseHeaders().set("Last-Modified", lastModified);
                }
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Long seconds(String checksum) {
        var options = RemoteOptions.of(temp.resolve("remote"), Map.of(), HttpOptions.DEFAULT, false);
        var remotes =
                new Remotes(options, id -> java.util.Optional.empty(), new BuildTrace(), Files::exists, BuildLog.NONE);
        return remotes.seconds(new CopyStep.Source.Download(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/a", checksum));
    }

    private static byte[] archive(Instant... times) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes);
                var tar = new TarWriter(zipped)) {
            tar.add(TarEntry.directory("d", 0755, 0, 0, Instant.ofEpochSecond(9_999)), noBytes());
            for (Instant time : times) {
                tar.add(TarEntry.file("d/" + time.getEpochSecond(), 0644, 0, 0, 0, time), noBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static ByteArrayInputStream noBytes() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Test
    void itIsTheOneTheServerSays() throws Exception {
        content = archive(Instant.ofEpochSecond(5));
        lastModified = "Thu, 01 Jan 1970 00:01:39 GMT";
        assertThat(seconds(null)).isEqualTo(99);
        assertThat(seconds(Digest.of(content).toString())).isEqualTo(99);
    }

    @Test
    void itIsThatOfTheNewestFileInAnArchiveOfNoTimeOfItsOwn() throws Exception {
        content = archive(Instant.ofEpochSecond(5), Instant.ofEpochSecond(77), Instant.ofEpochSecond(6));
        assertThat(seconds(null)).isEqualTo(77);
    }

    @Test
    void thereIsNoneWhereNobodySaysOne() throws Exception {
        content = "text".getBytes();
        assertThat(seconds(null)).isNull();
        content = archive();
        assertThat(seconds(null)).isNull();
    }

    @Test
    void theChecksumIsHeldAgainstIt() {
        content = "text".getBytes();
        assertThatThrownBy(() -> seconds("sha256:" + "ab".repeat(32)))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("has the checksum");
    }
}
