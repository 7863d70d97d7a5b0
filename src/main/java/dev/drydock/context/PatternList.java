package dev.drydock.context;

import java.util.List;

/**
 * Patterns in order, the last one that matches deciding, as .dockerignore, {@code COPY --exclude} and
 * {@code COPY --parents} have them. A pattern that matches a directory matches all below it; {@code !} takes back.
 *
 * <p>Decisions are made from the root down, each from the one for the directory above: a pattern that was not looked at
 * for a directory, because an earlier one had decided alike, does not act on what is below through that directory. That is
 * what BuildKit does, and it can be seen with patterns such as {@code d}, {@code !d/x}, {@code d}.
 */
public final class PatternList {

    private static final PatternList NONE = new PatternList(List.of());

    private final IgnorePattern[] patterns;
    private final boolean takesBack;

    private PatternList(List<IgnorePattern> patterns) {
        this.patterns = patterns.toArray(new IgnorePattern[0]);
        this.takesBack = patterns.stream().anyMatch(IgnorePattern::negated);
    }

    /** The decision for one path, and what is needed to decide for its children. Immutable. */
    public static final class Match {
        private static final Match ROOT = new Match(false, new boolean[0]);

        private final boolean matched;
        private final boolean[] byPattern; // empty for the root

        private Match(boolean matched, boolean[] byPattern) {
            this.matched = matched;
            this.byPattern = byPattern;
        }

        public boolean matched() {
            return matched;
        }
    }

    public static PatternList none() {
        return NONE;
    }

    /**
     * @param patterns blanks around them do not count, empty ones are left out; cleaned as paths
     * @throws IllegalArgumentException if one is malformed or is a lone {@code !}
     */
    public static PatternList of(List<String> patterns) {
        return new PatternList(patterns.stream()
                .map(PatternText::trim)
                .filter(p -> !p.isEmpty())
                .map(PatternList::compile)
                .toList());
    }

    private static IgnorePattern compile(String line) {
        String text = PatternText.clean(line);
        if (text.equals("!")) {
            throw new IllegalArgumentException("a lone \"!\" is no pattern");
        }
        return text.startsWith("!")
                ? IgnorePattern.compile(text.substring(1), true)
                : IgnorePattern.compile(text, false);
    }

    public boolean isEmpty() {
        return patterns.length == 0;
    }

    /** The root, which no pattern matches. */
    public Match root() {
        return Match.ROOT;
    }

    /** @param path of something directly in the directory the given match is for */
    public Match below(Match directory, String path) {
        boolean[] above = directory.byPattern;
        boolean[] here = new boolean[patterns.length];
        boolean matched = false;
        for (int i = 0; i < patterns.length; i++) {
            boolean relevant = patterns[i].negated() == matched;
            here[i] = above.length > 0 && above[i] || relevant && patterns[i].matches(path);
            if (here[i]) {
                matched = !patterns[i].negated();
            }
        }
        return new Match(matched, here);
    }

    /** Decides for a path alone, walking down to it. */
    public boolean matches(String path) {
        Match match = root();
        if (!path.isEmpty()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                match = below(match, path.substring(0, slash));
            }
            match = below(match, path);
        }
        return match.matched();
    }

    /** Whether something below a matched directory may be taken back by a {@code !} pattern. */
    public boolean mayTakeBackBelow(String directory) {
        if (takesBack) {
            for (IgnorePattern pattern : patterns) {
                if (pattern.negated() && pattern.reachesBelow(directory)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether something below a directory that is not matched may be matched. */
    public boolean mayMatchBelow(String directory) {
        for (IgnorePattern pattern : patterns) {
            if (!pattern.negated() && pattern.reachesBelow(directory)) {
                return true;
            }
        }
        return false;
    }
}
