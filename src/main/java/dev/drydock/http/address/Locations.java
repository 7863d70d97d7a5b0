package dev.drydock.http.address;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Addresses servers hand out in {@code Location} and {@code Link} headers. They may carry signatures over their own
 * spelling, so every character is kept as it came; only characters no URI may have are percent-encoded.
 */
public final class Locations {

    private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

    private Locations() {}

    /**
     * The address {@code location} stands for in an answer (RFC 9110, section 10.2.2).
     *
     * @param base the address that was answered, which after redirects is the last one
     * @throws IllegalArgumentException if that is no http or https address
     */
    public static URI resolve(URI base, String location) {
        String target = mend(location.strip());
        String authority = base.getScheme() + "://" + base.getRawAuthority();
        String absolute;
        if (hasScheme(target)) {
            absolute = target;
        } else if (target.startsWith("//")) {
            absolute = base.getScheme() + ":" + target;
        } else if (target.startsWith("/")) {
            absolute = authority + target;
        } else if (target.startsWith("?")) {
            absolute = authority + base.getRawPath() + target;
        } else {
            String path = base.getRawPath();
            absolute = authority + path.substring(0, path.lastIndexOf('/') + 1) + target;
        }
        URI uri = URI.create(absolute);
        Origin.of(uri);
        return uri;
    }

    /** The address with a query parameter added at its end; name and value must be encoded already. */
    public static URI withQuery(URI uri, String name, String value) {
        String text = uri.toString();
        return URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + name + "=" + value);
    }

    /** The address without query and fragment, which may hold secrets such as signatures: for messages. */
    public static String forMessage(URI uri) {
        return Origin.of(uri) + uri.getRawPath();
    }

    private static boolean hasScheme(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") || lower.matches("[a-z][a-z0-9+.-]*://.*");
    }

    private static String mend(String text) {
        StringBuilder out = new StringBuilder(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int query = text.indexOf('?');
        int authorityEnd = text.contains("://") ? text.indexOf('/', text.indexOf("://") + 3) : 0;
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean bracketInPath = (c == '[' || c == ']') && i >= authorityEnd && (query < 0 || i < query);
            boolean fine = c < 0x80 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0) && !bracketInPath;
            if (fine && c == '%') {
                fine = i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            }
            if (fine) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isHex(byte b) {
        return Character.digit((char) b, 16) >= 0;
    }
}
