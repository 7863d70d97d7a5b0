package dev.drydock.context;

import dev.drydock.io.ByteNames;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names of container files on the host's file system and back. A Java path prints bytes it cannot decode as question marks
 * but keeps them, and its URI shows them: that is the way taken for every name that is not plainly the same in both.
 */
@StartUp
public final class HostNames {

    /** Whether Java decodes file names as UTF-8: it takes ASCII under LANG=C, whatever the names really are. */
    private static final boolean NAMES_ARE_UTF8 =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")).equals(StandardCharsets.UTF_8);

    private static final boolean POSIX = File.separatorChar == '/';

    private static final char WINDOWS_SEPARATOR = '\\';

    private HostNames() {}

    /** The last part of a host path as a {@link ByteNames} string. */
    public static String name(Path path) {
        Path last = path.getFileName();
        String shown = last == null ? "" : last.toString();
        return isFaithful(shown) ? shown : decode(rawName(path));
    }

    /** The target of a symlink, as written. */
    public static String linkTarget(Path link) throws IOException {
        Path target = Files.readSymbolicLink(link);
        String shown = target.toString();
        if (isFaithful(shown)) {
            return separatesByBackslash(target) ? shown.replace(WINDOWS_SEPARATOR, '/') : shown;
        }
        // The URI of a relative path would be taken below the working directory, so go name by name.
        var text = new StringBuilder(target.isAbsolute() ? "/" : "");
        for (Path part : target) {
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == '/' ? "" : "/")
                    .append(name(part));
        }
        return text.toString();
    }

    /**
     * The host path of something below a directory.
     *
     * @param relative clean, as in {@link RootedPaths}
     */
    public static Path resolve(Path directory, String relative) {
        if (relative.isEmpty()) {
            return directory;
        }
        if (separatesByBackslash(directory)) {
            return directory.resolve(relative.replace('/', WINDOWS_SEPARATOR));
        }
        if (isFaithful(relative)) {
            return directory.resolve(relative);
        }
        var uri = new StringBuilder(directory.toAbsolutePath().toUri().getRawPath());
        if (uri.charAt(uri.length() - 1) != '/') {
            uri.append('/');
        }
        for (byte b : ByteNames.encode(relative)) {
            boolean plain = b == '/' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            if (plain) {
                uri.append((char) b);
            } else {
                uri.append(String.format("%%%02X", b & 0xFF));
            }
        }
        return Path.of(URI.create("file://" + uri));
    }

    static boolean separatesByBackslash(Path path) {
        return path.getFileSystem().getSeparator().charAt(0) == WINDOWS_SEPARATOR;
    }

    /** A host path as a text that tells it from others and that Java takes for a path in every locale. */
    static String distinct(Path path) {
        String shown = path.toString();
        return isFaithful(shown)
                ? shown
                : stripSlash(path.toAbsolutePath().toUri().getRawPath());
    }

    /** The bytes of a host path as the system takes it. */
    static byte[] systemBytes(Path path) {
        String shown = path.toString();
        return isFaithful(shown)
                ? shown.getBytes(StandardCharsets.UTF_8)
                : percentDecoded(stripSlash(path.toAbsolutePath().toUri().getRawPath()));
    }

    private static boolean isFaithful(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c >= 0x80 && (!NAMES_ARE_UTF8 || c == '\uFFFD' || Character.isSurrogate(c)) && POSIX) {
                return false;
            }
        }
        return true;
    }

    private static String rawName(Path path) {
        String raw = stripSlash(path.toAbsolutePath().toUri().getRawPath());
        return raw.substring(raw.lastIndexOf('/') + 1);
    }

    private static String stripSlash(String raw) {
        return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }

    private static String decode(String raw) {
        return ByteNames.decode(percentDecoded(raw));
    }

    private static byte[] percentDecoded(String raw) {
        var bytes = new byte[raw.length()];
        int n = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[n++] = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[n++] = (byte) c;
            }
        }
        return Arrays.copyOf(bytes, n);
    }
}
