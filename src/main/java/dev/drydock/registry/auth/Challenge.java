package dev.drydock.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The authentication a server asks for, from {@code WWW-Authenticate} (RFC 9110, section 11).
 *
 * @param scheme lower case
 * @param parameters names in lower case; empty for a challenge that has a token instead
 */
public record Challenge(String scheme, Map<String, String> parameters) {

    public boolean isBearer() {
        return scheme.equals("bearer") && parameters.containsKey("realm");
    }

    public boolean isBasic() {
        return scheme.equals("basic");
    }

    /** The parameter, empty if it is absent. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** All challenges of all such headers; what cannot be understood is left out. */
    public static List<Challenge> parseAll(List<String> headers) {
        List<Challenge> all = new ArrayList<>();
        headers.forEach(header -> new Reader(header).readInto(all));
        return all;
    }

    /** A comma separates both challenges and parameters: only what follows the next word tells which. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void readInto(List<Challenge> all) {
            while (true) {
                skip(" \t,");
                String scheme = word();
                if (scheme.isEmpty()) {
                    return;
                }
                Map<String, String> parameters = new LinkedHashMap<>();
                skip(" \t");
                while (readParameter(parameters)) {
                    skip(" \t,");
                }
                all.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
            }
        }

        private boolean readParameter(Map<String, String> parameters) {
            int start = at;
            String name = word();
            skip(" \t");
            if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
                at = start;
                return false;
            }
            at++;
            if (at >= text.length() || text.charAt(at) == ',' || text.charAt(at) == '=') {
                skip("=");
                return true;
            }
            skip(" \t");
            parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value());
            return true;
        }

        private String value() {
            if (at >= text.length() || text.charAt(at) != '"') {
                int start = at;
                while (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                return text.substring(start, at);
            }
            at++;
            StringBuilder out = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                out.append(text.charAt(at++));
            }
            at = Math.min(at + 1, text.length());
            return out.toString();
        }

        private String word() {
            int start = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at))
                            || "!#$%&'*+-.^_`|~/".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            return text.substring(start, at);
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
