package dev.drydock.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of layer entries, and the marks among them: {@code .wh.NAME} hides NAME of the layers below, {@code .wh..wh..opq}
 * hides all of its directory there. See the layer page of the OCI image specification.
 */
public final class LayerNames {

    public static final String WHITEOUT = ".wh.";
    public static final String OPAQUE = ".wh..wh..opq";

    /** Other names AUFS kept for itself; nothing a layer says. */
    private static final String AUFS = ".wh..wh.";

    private LayerNames() {}

    /** The meaning of an entry's name. */
    public enum Kind {
        FILE,
        WHITEOUT,
        OPAQUE,
        IGNORED
    }

    /** @param path cleaned: of the file itself, of what is whited out, or of the opaque directory */
    public record Meaning(Kind kind, String path) {}

    /**
     * The meaning of a name as stored in a layer's tar.
     *
     * @throws IOException if it leaves the root, or is a whiteout of nothing
     */
    public static Meaning of(String stored) throws IOException {
        String path = clean(stored);
        String base = baseName(path);
        if (!base.startsWith(WHITEOUT)) {
            return new Meaning(Kind.FILE, path);
        }
        if (base.equals(OPAQUE)) {
            return new Meaning(Kind.OPAQUE, parent(path));
        }
        if (base.startsWith(AUFS)) {
            return new Meaning(Kind.IGNORED, path);
        }
        String hidden = base.substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new IOException("bad whiteout '" + stored + "'");
        }
        return new Meaning(Kind.WHITEOUT, join(parent(path), hidden));
    }

    /**
     * Without leading and trailing slashes and without {@code .} and {@code ..} parts; "" for the root.
     *
     * @throws IOException if it leaves the root
     */
    public static String clean(String stored) throws IOException {
        if (isClean(stored)) {
            return stored;
        }
        List<String> parts = new ArrayList<>();
        for (String part : stored.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw new IOException("'" + stored + "' leaves the root of its layer");
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** Whether a name is as {@link #clean} returns it. */
    public static boolean isClean(String name) {
        int start = 0;
        int length = name.length();
        if (length == 0) {
            return true;
        }
        while (true) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? length : slash;
            int size = end - start;
            if (size == 0
                    || size == 1 && name.charAt(start) == '.'
                    || size == 2 && name.charAt(start) == '.' && name.charAt(start + 1) == '.') {
                return false;
            }
            if (slash < 0) {
                return true;
            }
            start = slash + 1;
        }
    }

    /** The directory of a clean name; "" for names in the root, and for the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The last part of a clean name. */
    public static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** @param directory "" for the root */
    public static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
