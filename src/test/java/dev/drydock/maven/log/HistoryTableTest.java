package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.record.ImageHistory;
import dev.drydock.engine.record.ImageHistory.Row;
import dev.drydock.engine.record.LayerOrigin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTableTest {

    private static final ImageHistory HISTORY = new ImageHistory(
            "me/app:1.0",
            List.of(
                    new Row("2026-11-23T02:00:00+02:00", "ENTRYPOINT [\"java\" \"App\"]", 0, "", true, null),
                    new Row(
                            "2026-11-23T00:00:00Z",
                            "COPY app.py /app/ # buildkit",
                            412,
                            "",
                            false,
                            new LayerOrigin("Dockerfile:3", false, Duration.ofMillis(40))),
                    new Row(
                            "2026-11-23T00:00:00.123456789Z",
                            "RUN /bin/sh -c apt-get update &&     apt-get install -y python3-flask && rm -rf /var/lib"
                                    + " # buildkit",
                            86_400_000,
                            "",
                            false,
                            new LayerOrigin("Dockerfile:2", true, Duration.ofSeconds(21))),
                    new Row("", "/bin/sh -c #(nop)  CMD [\"bash\"]", 0, "", true, null),
                    new Row("long ago", "", 48_000_000, "Imported from -", false, null)));

    @Test
    void theTableLinesUp() {
        assertThat(HistoryTable.lines(HISTORY, false))
                .containsExactly(
                        "CREATED            CREATED BY                                                      SIZE  "
                                + " BUILT",
                        "2026-11-23 00:00   ENTRYPOINT [\"java\" \"App\"]                                          -",
                        "2026-11-23 00:00   COPY app.py /app/                                              412 B   in"
                                + " 0.0 s",
                        "2026-11-23 00:00   RUN /bin/sh -c apt-get update && apt-get install -y pytho...   86 MB  "
                                + " cached, took 21 s",
                        "-                  CMD [\"bash\"]                                                       -",
                        "long ago           Imported from -                                                48 MB");
    }

    @Test
    void instructionsAreShownInFullWhenAskedFor() {
        assertThat(HistoryTable.lines(HISTORY, true)).anyMatch(line -> line.contains("rm -rf /var/lib "));
    }
}
