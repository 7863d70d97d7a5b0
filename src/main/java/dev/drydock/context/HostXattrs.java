package dev.drydock.context;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Extended attributes of host files that belong into images: {@code user.*} and {@code security.capability}. Read through
 * the system's own calls, because the JDK opens the file for it, follows links and sees {@code user.*} only.
 */
final class HostXattrs {

    private static final int ENODATA = 61;
    private static final int ENOTSUP = 95;
    private static final int ENOENT = 2;
    private static final int ERANGE = 34;
    private static final int LARGEST = 64 * 1024; // the kernel's bound for a list and for a value

    private static final boolean AVAILABLE = bind();

    private HostXattrs() {}

    private static native int llistxattr(byte[] path, byte[] list, long size) throws LastErrorException;

    private static native int lgetxattr(byte[] path, byte[] name, byte[] value, long size) throws LastErrorException;

    private static boolean bind() {
        if (!Platform.isLinux()) {
            return false;
        }
        Native.register("c");
        return true;
    }

    /** Those of one file, by name; empty where the file system or this platform has none. */
    static Map<String, byte[]> read(Path file) throws IOException {
        if (!AVAILABLE) {
            return Map.of();
        }
        byte[] path = terminated(HostNames.systemBytes(file));
        byte[] names = list(path, file);
        if (names.length == 0) {
            return Map.of();
        }
        Map<String, byte[]> found = new TreeMap<>();
        for (String name : new String(names, StandardCharsets.UTF_8).split("\0")) {
            if (name.startsWith("user.") || name.equals("security.capability")) {
                value(path, name, file).ifPresent(value -> found.put(name, value));
            }
        }
        return found;
    }

    private static byte[] list(byte[] path, Path file) throws IOException {
        byte[] names = new byte[256];
        try {
            return Arrays.copyOf(names, llistxattr(path, names, names.length));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENOTSUP) {
                return new byte[0];
            }
            if (e.getErrorCode() != ERANGE) {
                throw failed(file, e);
            }
        }
        names = new byte[LARGEST];
        try {
            return Arrays.copyOf(names, llistxattr(path, names, names.length));
        } catch (LastErrorException e) {
            throw failed(file, e);
        }
    }

    private static Optional<byte[]> value(byte[] path, String name, Path file) throws IOException {
        byte[] value = new byte[LARGEST];
        try {
            byte[] key = terminated(name.getBytes(StandardCharsets.UTF_8));
            return Optional.of(Arrays.copyOf(value, lgetxattr(path, key, value, value.length)));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENODATA) {
                return Optional.empty(); // removed since it was listed
            }
            throw failed(file, e);
        }
    }

    private static IOException failed(Path file, LastErrorException e) {
        return e.getErrorCode() == ENOENT
                ? new java.nio.file.NoSuchFileException(file.toString())
                : new IOException("cannot read the extended attributes of " + file + ": " + e.getMessage(), e);
    }

    private static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
