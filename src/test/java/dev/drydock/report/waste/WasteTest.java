package dev.drydock.report.waste;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerWords;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WasteTest {

    private static final String BIG = "x".repeat(30_000);

    /**
     * Each layer is an instruction, ":" and what it has; "base:" is a layer of the base image.
     *
     * @param findings kind, bytes and "layer" or "layer>the one that makes it useless"; "base" of a layer of the base
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            value = {
                "COPY . .: a=12345                                           #",
                "RUN make: a=12345 | RUN rm a: -a                            # DELETED 5 0>1",
                "RUN make: d/a=12345 d/b=1 | RUN rm -r d: -d                 # DELETED 6 0>1",
                "COPY a .: a=12345 | RUN chown me a: a=12345                 # REPEATED 5 0>1",
                "COPY a .: a=12345 | RUN sed a: a=123                        # REPLACED 5 0>1",
                "base: a=12345 | RUN rm a: -a                                # DELETED 5 0>1 base",
                "RUN x: a=12345 b=>a | RUN rm a: -a                          #",
                "RUN x: a=12345 b=>a | RUN rm a b: -a -b                     # DELETED 5 0>1",
                "RUN x: a=12345 | RUN rm a: -a | RUN y: a=1 | RUN rm a: -a   # DELETED 5 0>1, DELETED 1 2>3",
                "RUN apt: var/lib/apt/lists/x=12345                          # CACHE 5 0",
                "RUN apt: var/lib/apt/lists/x=12345 | RUN rm: -var/lib/apt/lists/x # DELETED 5 0>1",
                "base: var/lib/apt/lists/x=12345                             # CACHE 5 0 base",
                "RUN pip: root/.cache/pip/x/y=123 home/me/.cache/pip/z=4567  # CACHE 4 0, CACHE 3 0",
                "RUN pip: root/not.cache/pip/x=123                           #",
                "RUN mvn: root/.m2/repository/a.jar=123                      # CACHE 3 0",
                "COPY . .: app/.git/objects/x=123 app/.git/HEAD=4 app/.gitignore=5 # GIT 4 0",
                "COPY . .: app/.git=gitdir                                   #",
                "RUN link: opt/java/jmods/java.base.jmod=123                 # TOOLS 3 0",
            })
    void bytesCountOnceWhereTheyAreWasted(String layers, String findings) {
        assertThat(findings(waste(layers, Map.of()))).isEqualTo(findings == null ? "" : findings);
    }

    @Test
    void equalFilesOfSomeSizeAreDuplicatesWhateverTheyAreCalled() {
        Waste waste = waste("COPY . .: a=" + BIG + " b/c=" + BIG + " small=x small2=x | COPY . .: d=" + BIG, Map.of());
        assertThat(findings(waste)).isEqualTo("DUPLICATE 60000 1");
        assertThat(waste.findings().get(0).rows()).hasSize(3);
        assertThat(waste.bytes()).isEqualTo(60_000);
    }

    @Test
    void packagesToBuildWithAreFoundByTheirLists() {
        String info = "var/lib/dpkg/info/";
        Map<String, String> lists = Map.of(
                info + "gcc-12.list", "/.\n/usr\n/usr/bin\n/usr/bin/gcc-12\n/lib/x.o\n",
                info + "libc6-dev:amd64.list", "/usr/include/stdio.h\n/usr/share/doc/gone\n",
                info + "bash.list", "/bin/bash\n");
        Waste waste = waste(
                "RUN apt-get install gcc: usr/bin/gcc-12=123 usr/include/stdio.h=45 usr/lib/x.o=6 bin/bash=789 "
                        + String.join("=x ", lists.keySet()) + "=x",
                lists);
        assertThat(findings(waste)).isEqualTo("TOOLS 6 0");
        assertThat(waste.findings().get(0).what()).isEqualTo("Packages gcc-12, libc6-dev");
    }

    @Test
    void packagesOfAlpineToBuildWithAreFoundInItsDatabase() {
        Waste waste = waste(
                "RUN apk add gcc: usr/bin/gcc=123 bin/busybox=456 lib/apk/db/installed=x",
                Map.of(
                        "lib/apk/db/installed",
                        "P:busybox\nF:bin\nR:busybox\n\nP:gcc\nF:usr\nF:usr/bin\nR:gcc\nZ:Q1\nR:gone\n"));
        assertThat(findings(waste)).isEqualTo("TOOLS 3 0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            value = {
                "COPY a .: a=1 | RUN chown -R 10:10 a: a=1     # Write COPY --chown=10:10 in Dockerfile:1 (COPY a .) and"
                        + " leave Dockerfile:2 (RUN chown -R 10:10 a) without it.",
                "COPY a .: a=1 | RUN chmod +x a: a=1           # Write COPY --chmod=+x in Dockerfile:1 (COPY a .) and"
                        + " leave Dockerfile:2 (RUN chmod +x a) without it.",
                "RUN make: a=1 | RUN rm a: -a                  # Delete them in the RUN that makes them, Dockerfile:1 (RUN"
                        + " make), rather than in Dockerfile:2 (RUN rm a): a layer keeps what it has, whatever later ones"
                        + " delete.",
                "RUN apt: var/lib/apt/lists/x=1                # Dockerfile:1 (RUN apt): Use rm -rf /var/lib/apt/lists/*"
                        + " in the same RUN, or keep them out of the layer with RUN --mount=type=cache.",
                "COPY . /a: a/.git/x=1 | RUN chmod 7 a: a/.git/x=1 # Dockerfile:1 (COPY . /a): Leave them out with a line"
                        + " **/.git in .dockerignore, or with --exclude.;Do what Dockerfile:2 (RUN chmod 7 a) does to"
                        + " them where they are made, in Dockerfile:1 (COPY . /a).",
                "COPY . /a: a/.git/HEAD=1                      # Dockerfile:1 (COPY . /a): Leave them out with a line"
                        + " **/.git in .dockerignore, or with --exclude.",
            })
    void adviceNamesTheInstructionAndItsLine(String layers, String advice) {
        assertThat(waste(layers, Map.of()).findings())
                .extracting(Finding::advice)
                .containsExactlyInAnyOrder(advice.split(";"));
    }

    private static Waste waste(String words, Map<String, String> contents) {
        List<LayerIndex> indexes = new ArrayList<>();
        List<ReportLayer> layers = new ArrayList<>();
        for (String layer : words.split(" \\| ")) {
            String[] parts = layer.split(": ", 2);
            indexes.add(LayerWords.layer(parts[1].strip().split(" ")));
            layers.add(reportLayer(parts[0].strip(), layers.size()));
        }
        FileTable files = FileTable.of(indexes);
        return Waste.of(files, layers, rows -> {
            Map<Integer, byte[]> found = new HashMap<>();
            for (int row : rows) {
                found.put(row, contents.get(files.path(row)).getBytes(StandardCharsets.UTF_8));
            }
            return found;
        });
    }

    private static ReportLayer reportLayer(String instruction, int number) {
        Digest digest = LayerWords.digest(instruction + number);
        Layer layer = new Layer(new Descriptor("", digest, 1), digest);
        boolean base = instruction.equals("base");
        var origin = base ? null : new LayerOrigin("Dockerfile:" + (number + 1), false, Duration.ZERO);
        return new ReportLayer(layer, instruction, origin, base);
    }

    private static String findings(Waste waste) {
        List<String> all = new ArrayList<>();
        for (Finding finding : waste.findings()) {
            String by = finding.layer() == finding.causedBy() ? "" : ">" + finding.causedBy();
            all.add(finding.kind() + " " + finding.bytes() + " " + finding.layer() + by
                    + (finding.base() ? " base" : ""));
        }
        return String.join(", ", all);
    }
}
