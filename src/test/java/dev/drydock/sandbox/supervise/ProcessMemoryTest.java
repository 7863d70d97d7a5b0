package dev.drydock.sandbox.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.kernel.NativeMemory;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class ProcessMemoryTest {

    private static final int PAGE = 4096;

    private final ProcessMemory memory = new ProcessMemory();
    private final int self = (int) ProcessHandle.current().pid();

    /** As a structure on the stack of a process lies now and then. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 32, 4000})
    void whatLiesAcrossTheEndOfAPageIsReadWhole(int before) {
        var pages = new NativeMemory(4 * PAGE);
        byte[] content = new byte[4 * PAGE];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 256);
        }
        pages.put(0, content);
        int offset = (int) (PAGE - pages.address() % PAGE) + PAGE - before;
        int length = Math.max(32, before + 1);
        var into = new NativeMemory(length);
        assertThat(memory.readAll(self, pages.address() + offset, into, length)).isEqualTo(length);
        assertThat(into.bytes(0, length)).isEqualTo(Arrays.copyOfRange(content, offset, offset + length));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8})
    void whereNothingIsNothingIsRead(long address) {
        assertThat(memory.readAll(self, address, new NativeMemory(32), 32)).isNegative();
    }
}
