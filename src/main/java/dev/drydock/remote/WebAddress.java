package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.address.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A URL of http or https as people write it: characters that should have been escaped are. */
public record WebAddress(URI uri) {

    /** BuildKit's name for a file whose URL gives it none. */
    private static final String UNNAMED = "__unnamed__";

    private static final String ALLOWED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";

    static WebAddress parse(String url) {
        try {
            URI uri = new URI(escaped(url));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return new WebAddress(uri);
            }
            throw malformed(url, "it needs http or https and a host");
        } catch (URISyntaxException e) {
            throw malformed(url, e.getReason());
        }
    }

    private static BuildFailure malformed(String url, String reason) {
        return BuildFailure.ofBuild(
                "the URL " + withoutPassword(url) + " cannot be used: " + reason,
                "Write http:// or https://, a host and a path.");
    }

    private static String escaped(String url) {
        var out = new StringBuilder();
        for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && ALLOWED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    String host() {
        return uri.getHost();
    }

    boolean isSecure() {
        return origin().isSecure();
    }

    /** Whether a request never leaves this machine. */
    boolean isLoopback() {
        return origin().isLoopback();
    }

    /** Whether both name the same server, so that what one is trusted with the other is. */
    boolean sameServer(WebAddress other) {
        return origin().equals(other.origin());
    }

    Origin origin() {
        return Origin.of(uri);
    }

    /** Where a Location header leads. */
    WebAddress resolve(String location) {
        try {
            return parse(uri.resolve(new URI(escaped(location))).toString());
        } catch (URISyntaxException e) {
            throw malformed(location, e.getReason());
        }
    }

    /** The last part of the path. */
    String fileName() {
        String path = uri.getPath() == null ? "" : uri.getPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0 ? UNNAMED : name;
    }

    /** The header that a name and password written into the URL stand for. */
    Optional<String> authorization() {
        String user = uri.getRawUserInfo();
        if (user == null) {
            return Optional.empty();
        }
        String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        String pair = plain.contains(":") ? plain : plain + ":";
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** For messages. */
    @Override
    public String toString() {
        return withoutPassword(uri.toString());
    }

    /** A URL without what stands before an @ in its host part. */
    public static String withoutPassword(String url) {
        return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@]*@", "$1xxxxx@");
    }
}
