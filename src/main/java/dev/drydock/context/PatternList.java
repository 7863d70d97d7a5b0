package dev.drydock.context;

import java.util.List;

/**
 * Patterns in order, the last one that matches deciding, as .dockerignore, {@code COPY --exclude} and
 * {@code COPY --parents} have them. A pattern that matches a directory matches all below it; {@code !} takes back.
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
    public final class Match {
        private final String path;
        private final boolean[] above; // per pattern, whether it matches a directory above this path
        private final boolean matched;
        private boolean[] here = new boolean[0]; // with this path itself; filled when first asked for

        private Match(String path, boolean[] above, boolean matched) {
            this.path = path;
            this.above = above;
            this.matched = matched;
        }

        public boolean matched() {
            return matched;
        }

        /** For something directly in this directory. */
        public Match below(String childPath) {
            boolean[] inherited = path.isEmpty() ? new boolean[patterns.length] : byPattern();
            for (int i = patterns.length - 1; i >= 0; i--) {
                if (inherited[i] || patterns[i].matches(childPath)) {
                    return new Match(childPath, inherited, !patterns[i].negated());
                }
            }
            return new Match(childPath, inherited, false);
        }

        private boolean[] byPattern() {
            boolean[] known = here;
            if (known.length != patterns.length) {
                known = new boolean[patterns.length];
                for (int i = 0; i < known.length; i++) {
                    known[i] = above[i] || patterns[i].matches(path);
                }
                here = known;
            }
            return known;
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

    boolean takesBack() {
        return takesBack;
    }

    /** The root, which no pattern matches. */
    public Match root() {
        return new Match("", new boolean[0], false);
    }

    /** Decides for a path alone, walking down to it. */
    public boolean matches(String path) {
        Match match = root();
        if (!path.isEmpty()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                match = match.below(path.substring(0, slash));
            }
            match = match.below(path);
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
