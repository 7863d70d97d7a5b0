package dev.drydock.run.worker;

import dev.drydock.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which processor a program is made for, as the first bytes of an ELF file say. */
final class ProgramHeader {

    static final int LENGTH = 20;
    private static final int MAGIC = 0x7f454c46;

    private ProgramHeader() {}

    /** The first bytes of a file; fewer if it has no more. */
    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LENGTH);
        }
    }

    /** The architecture in Go's words; null for what is no ELF file, or of an architecture nobody builds images for. */
    static @Nullable String architecture(byte[] first) {
        if (first.length < LENGTH || ByteBuffer.wrap(first).getInt() != MAGIC) {
            return null;
        }
        boolean little = first[5] == 1;
        ByteBuffer header = ByteBuffer.wrap(first).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return switch (header.getShort(18)) {
            case 3 -> "386";
            case 8 -> little ? "mipsle" : "mips";
            case 21 -> little ? "ppc64le" : "ppc64";
            case 22 -> "s390x";
            case 40 -> "arm";
            case 62 -> "amd64";
            case 183 -> "arm64";
            case 243 -> "riscv64";
            case 258 -> "loong64";
            default -> null;
        };
    }

    /** The architecture of a program that is made for another processor than this machine's; null for all others. */
    static @Nullable String foreignArchitecture(byte[] first) {
        String architecture = architecture(first);
        return Platform.current().architecture().equals(architecture) ? null : architecture;
    }
}
