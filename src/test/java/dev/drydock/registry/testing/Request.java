package dev.drydock.registry.testing;

import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param target path and query, as sent
 * @param headers by name, whatever its case; of several with one name, joined
 * @param body to be read at most once; what is left of it is read after the answer
 */
public record Request(int number, String method, String target, TreeMap<String, String> headers, InputStream body) {

    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public String rawQuery() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** Parameters decoded; of several with one name, all, separated by spaces. */
    public Map<String, String> query() {
        return parseForm(rawQuery());
    }

    public static Map<String, String> parseForm(String form) {
        Map<String, String> out = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                out.merge(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)), (a, b) -> a + " " + b);
            }
        }
        return out;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
