package dev.drydock.copy;

import dev.drydock.plan.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * File name patterns as Ant's and Maven's file sets have them: {@code *} and {@code ?} within a name, {@code **} for any
 * number of directories, a trailing slash for everything below.
 */
final class AntPatterns {

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    private AntPatterns(List<Pattern> includes, List<Pattern> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    static AntPatterns of(Mapping.Choice choice) {
        return new AntPatterns(compiled(choice.includes()), compiled(choice.excludes()));
    }

    /** @param path clean */
    boolean take(String path) {
        return (includes.isEmpty() || matches(includes, path)) && !matches(excludes, path);
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(path).matches()) {
                return true;
            }
        }
        return false;
    }

    private static List<Pattern> compiled(List<String> patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(compiled(pattern));
        }
        return compiled;
    }

    private static Pattern compiled(String written) {
        String pattern = written.replace('\\', '/').replaceFirst("^/+", "");
        if (pattern.endsWith("/")) {
            pattern += "**";
        }
        var regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            boolean startsPart = at == 0 || pattern.charAt(at - 1) == '/';
            if (startsPart && pattern.startsWith("**/", at)) {
                regex.append("(?:[^/]+/)*");
                at += 3;
            } else if (startsPart && pattern.substring(at).equals("**")) {
                regex.append(".*");
                at += 2;
            } else {
                char c = pattern.charAt(at++);
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
