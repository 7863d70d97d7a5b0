package dev.drydock.dockerfile.text;

import java.util.Locale;

/**
 * Whether a text can be the name of an image: {@code [host[:port]/]path[:tag][@algorithm:hex]}, the path in lower case. The
 * grammar is that of the distribution project.
 */
public final class ImageName {

    private ImageName() {}

    public static boolean isValid(String text) {
        int at = text.indexOf('@');
        if (at >= 0 && !isDigest(text.substring(at + 1))) {
            return false;
        }
        String name = at < 0 ? text : text.substring(0, at);
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf('/')) {
            if (!isTag(name.substring(colon + 1))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        int slash = name.indexOf('/');
        String first = name.substring(0, Math.max(slash, 0));
        boolean host = first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        if (host && !isHost(first)) {
            return false;
        }
        String path = host ? name.substring(slash + 1) : name;
        // An id of an image is no name.
        return path.length() <= 255
                && isPath(path)
                && !(slash < 0 && at < 0 && colon < 0 && isHex(path) && path.length() == 64);
    }

    private static boolean isPath(String path) {
        for (var part : path.split("/", -1)) {
            if (part.isEmpty() || !isAlphanumeric(part.charAt(0)) || !isAlphanumeric(part.charAt(part.length() - 1))) {
                return false;
            }
            for (int i = 1; i < part.length() - 1; i++) {
                char c = part.charAt(i);
                char before = part.charAt(i - 1);
                boolean second = c == '_' && before == '_' && part.charAt(i - 2) != '_';
                boolean separator =
                        c == '-' ? isAlphanumeric(before) || before == '-' : isAlphanumeric(before) || second;
                if (!isAlphanumeric(c) && !((c == '.' || c == '_' || c == '-') && separator)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isHost(String host) {
        int colon = host.lastIndexOf(':');
        boolean bracketed = host.startsWith("[");
        boolean hasPort = colon >= 0 && (!bracketed || colon > host.indexOf(']'));
        if (hasPort && !host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        String name = hasPort ? host.substring(0, colon) : host;
        if (bracketed) {
            return name.endsWith("]")
                    && name.indexOf(':') > 0
                    && IpAddress.isValid(name.substring(1, name.length() - 1));
        }
        for (var label : name.split("\\.", -1)) {
            boolean valid = !label.isEmpty()
                    && !label.startsWith("-")
                    && !label.endsWith("-")
                    && label.chars().allMatch(c -> c == '-' || c < 0x80 && Character.isLetterOrDigit(c));
            if (!valid) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTag(String tag) {
        if (tag.isEmpty() || tag.length() > 128 || tag.charAt(0) == '.' || tag.charAt(0) == '-') {
            return false;
        }
        return tag.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }

    private static boolean isDigest(String digest) {
        int colon = digest.indexOf(':');
        boolean algorithm = colon > 0
                && digest.substring(0, colon)
                        .chars()
                        .allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || "+._-".indexOf(c) >= 0);
        return algorithm && digest.length() - colon > 32 && isHex(digest.substring(colon + 1));
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
