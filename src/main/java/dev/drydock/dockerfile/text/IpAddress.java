package dev.drydock.dockerfile.text;

/** Whether a text is an IP address, found out without asking a resolver. */
public final class IpAddress {

    private IpAddress() {}

    public static boolean isValid(String text) {
        return text.indexOf(':') >= 0 ? isVersion6(text) : isVersion4(text);
    }

    private static boolean isVersion4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (var part : parts) {
            boolean number =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** The number of 16-bit groups; -1 if one of them is malformed. The last may be an IPv4 address, which counts as two. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        var parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i];
            if (last && i == parts.length - 1 && part.indexOf('.') >= 0) {
                count += isVersion4(part) ? 2 : -100;
            } else {
                boolean hex = !part.isEmpty()
                        && part.length() <= 4
                        && part.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
                count += hex ? 1 : -100;
            }
        }
        return count < 0 || count > 8 ? -1 : count;
    }
}
