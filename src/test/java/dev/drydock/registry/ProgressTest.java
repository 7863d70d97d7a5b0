package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.progress.SilentBuildLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final int MIB = 1 << 20;

    private final List<String> told = new ArrayList<>();
    private final Progress progress = new Progress(
            new SilentBuildLog() {
                @Override
                public void transfer(Descriptor blob, boolean upload, long done, long total) {
                    told.add(done / MIB + " of " + total / MIB);
                }

                @Override
                public void transferFailed(Descriptor blob, boolean upload) {
                    told.add("failed");
                }
            },
            new Descriptor("x/y", Digest.parse("sha256:" + "ab".repeat(32)), 5 * MIB),
            true);

    @Test
    void isToldOnceAMebibyteAndAtTheEnd() {
        progress.at(10);
        progress.at(2 * MIB);
        progress.at(2 * MIB + 10);
        progress.at(4 * MIB);
        progress.done();
        progress.close();
        assertThat(told).containsExactly("2 of 5", "4 of 5", "5 of 5");
    }

    @Test
    void aTransferThatWasToldOfAndIsGivenUpIsToldToBe() {
        progress.at(2 * MIB);
        progress.close();
        assertThat(told).containsExactly("2 of 5", "failed");
    }

    @Test
    void ofOneThatNobodyHasHeardOfNothingIsTold() {
        progress.at(10);
        progress.close();
        assertThat(told).isEmpty();
    }
}
