package dev.drydock.context;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Rights of a program beyond its user's, as Linux keeps them with the file. */
final class FileCapability {

    static final String NAME = TarEntry.CAPABILITY;

    private static final int ENOENT = 2;
    private static final int ENODATA = 61;
    private static final int ENOTSUP = 95;
    private static final int LARGEST = 64;

    private static final boolean AVAILABLE = bind();

    private FileCapability() {}

    private static native int lgetxattr(byte[] path, byte[] name, byte[] value, long size) throws LastErrorException;

    private static boolean bind() {
        if (!Platform.isLinux()) {
            return false;
        }
        Native.register("c");
        return true;
    }

    /** The attribute's bytes; none for most files. */
    static byte[] read(Path file) throws IOException {
        if (!AVAILABLE) {
            return new byte[0];
        }
        byte[] value = new byte[LARGEST];
        try {
            byte[] name = terminated(NAME.getBytes(StandardCharsets.US_ASCII));
            int length = lgetxattr(terminated(HostNames.systemBytes(file)), name, value, value.length);
            return Arrays.copyOf(value, length);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENODATA || e.getErrorCode() == ENOTSUP) {
                return new byte[0];
            }
            if (e.getErrorCode() == ENOENT) {
                throw new NoSuchFileException(file.toString());
            }
            throw new IOException(
                    "cannot read the capabilities of " + file + ": "
                            + String.valueOf(e.getMessage()).replaceFirst("^\\[\\d+] ", ""),
                    e);
        }
    }

    private static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
