package dev.drydock.context;

import java.util.ArrayList;
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
        this.takesBack = hasNegated(patterns);
    }

    private static boolean hasNegated(List<IgnorePattern> patterns) {
        for (IgnorePattern pattern : patterns) {
            if (pattern.negated()) {
                return true;
            }
        }
        return false;
    }

    /** The decision for one path, and what is needed to decide for its children. Immutable. */
    public final class Match {
        private final boolean[] byPattern; // whether each decided here, or above and so for all below
        private final boolean matched;

        private Match(boolean[] byPattern, boolean matched) {
            this.byPattern = byPattern;
            this.matched = matched;
        }

        public boolean matched() {
            return matched;
        }

        /**
         * For something directly in this directory. A pattern that could not change anything when its turn came is not
         * tried, and therefore holds for nothing below: {@code b/*} and {@code !b} leave out all that is in b.
         */
        public Match below(String childPath) {
            if (patterns.length == 0) {
                return this;
            }
            boolean[] child = new boolean[patterns.length];
            boolean decision = false;
            for (int i = 0; i < patterns.length; i++) {
                boolean negated = patterns[i].negated();
                child[i] = byPattern[i] || negated == decision && patterns[i].matches(childPath);
                if (child[i]) {
                    decision = !negated;
                }
            }
            return new Match(child, decision);
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
        List<IgnorePattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            String text = PatternText.trim(pattern);
            if (!text.isEmpty()) {
                compiled.add(compile(text));
            }
        }
        return new PatternList(compiled);
    }

    private static IgnorePattern compile(String line) {
        String text = PatternText.clean(line);
        if (text.equals("!")) {
            throw new IllegalArgumentException("a lone \"!\" is not a pattern");
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
        return new Match(new boolean[patterns.length], false);
    }

    /** Decides for a path alone, walking down to it. */
    public boolean matches(String path) {
        return walk(path).matched();
    }

    /** The pattern that makes a path match, counted from 0; -1 if the path does not. */
    int deciding(String path) {
        Match match = walk(path);
        int last = match.matched() ? patterns.length - 1 : -1;
        while (last >= 0 && !match.byPattern[last]) {
            last--;
        }
        return last;
    }

    private Match walk(String path) {
        Match match = root();
        if (!path.isEmpty()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                match = match.below(path.substring(0, slash));
            }
            match = match.below(path);
        }
        return match;
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
