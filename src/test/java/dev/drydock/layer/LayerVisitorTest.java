package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerVisitorTest {

    /** @param told "path" and "dir/" with their positions, "-whiteout", "opaque/*" */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "b=x a/ a/c=y,                a/1 a/c2 b0",
        "a/b/c=x,                     a/b/c0",
        "-a -b/c,                     -a -b/c",
        "-a a=x,                      -a a0",
        "d/* d/ d/e=x,                d/* d/0 d/e1",
        "*,                           /*",
        "a=x b=>a,                    a0 b0",
        "a=>below,                    a0",
        "a=x a/ a/b=y,                -a a/1 a/b2",
        "a=x a->b,                    -a a1",
    })
    void everythingALayerSaysIsTold(String words, String told) {
        assertThat(told(LayerWords.layer(words.split(" ")))).isEqualTo(told);
    }

    private static String told(LayerIndex layer) {
        List<String> all = new ArrayList<>();
        layer.visit(new LayerVisitor() {
            @Override
            public void whiteout(String path) {
                all.add("-" + path);
            }

            @Override
            public void opaque(String directory) {
                all.add(directory + "/*");
            }

            @Override
            public void entry(IndexEntry indexed, int position) {
                all.add(indexed.entry().name() + (indexed.entry().isDirectory() ? "/" : "") + position);
            }
        });
        return String.join(" ", all);
    }
}
