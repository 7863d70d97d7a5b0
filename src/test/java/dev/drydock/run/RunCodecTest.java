package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunCodecTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});

    private static final List<LayerFile> LAYERS =
            List.of(new LayerFile(new Layer(new Descriptor("type", DIGEST, 7), DIGEST), Path.of("/layer")));

    @Test
    void aRequestWithEveryKindOfMountArrivesAsItWasSent() throws Exception {
        RunRequest sent = RunRequest.of(LAYERS, List.of("sh", "-c", "true"))
                .env(Map.of("A", "\udcff"))
                .user("1:2")
                .workdir("/w")
                .hostname("host")
                .network(true)
                .mounts(List.of(
                        new RunMount.Host(Path.of("/source"), "/host", true),
                        new RunMount.Layers(LAYERS, "/source", "/layers", true),
                        new RunMount.Cache("key", "/cache", LAYERS, "/source", true, false, 0700, 1, 2, true),
                        new RunMount.Tmpfs("/tmpfs", 9, true),
                        new RunMount.SecretFile(new byte[] {1, 2}, "/secret", 0400, 1, 2),
                        new RunMount.Socket(Path.of("/agent"), "/socket", 0600, 1, 2)))
                .capture(new RunRequest.Capture(Path.of("/d"), Compression.ZSTD, Instant.ofEpochSecond(5)))
                .inheritIo(true)
                .build();
        var wire = new ByteArrayOutputStream();

        RunCodec.write(sent, new WireOutput(wire));
        RunRequest received = RunCodec.readRequest(new WireInput(new ByteArrayInputStream(wire.toByteArray())));

        assertThat(received).usingRecursiveComparison().isEqualTo(sent);
    }
}
