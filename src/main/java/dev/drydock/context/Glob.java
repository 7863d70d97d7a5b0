package dev.drydock.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A compiled pattern: a row of tokens, matched by walking all its possible states at once, so that time is at most the
 * product of both lengths whatever the pattern. Characters are code points; a byte that is not UTF-8 is one character.
 */
final class Glob {

    private sealed interface Token {
        /** One character that the test accepts. */
        record One(IntPredicate test) implements Token {}

        /** Any number of characters that the test accepts. */
        record Many(IntPredicate test) implements Token {}

        /** Nothing, or the tokens that follow, so many of them. */
        record Optional(int length) implements Token {}
    }

    private static final IntPredicate ANYTHING = c -> true;
    private static final IntPredicate IN_NAME = c -> c != '/';

    /** Collects the tokens in order. */
    static final class Builder {
        private final List<Token> tokens = new ArrayList<>();

        Builder literal(int character) {
            tokens.add(new Token.One(c -> c == character));
            return this;
        }

        /** {@code ?}: one character of a name. */
        Builder one() {
            tokens.add(new Token.One(IN_NAME));
            return this;
        }

        /** {@code [..]}: may accept a slash, as in Go. */
        Builder oneOf(IntPredicate set) {
            tokens.add(new Token.One(set));
            return this;
        }

        /** {@code *}: the rest of a name, or a part of it. */
        Builder star() {
            tokens.add(new Token.Many(IN_NAME));
            return this;
        }

        /** Anything at all, slashes included. */
        Builder anything() {
            tokens.add(new Token.Many(ANYTHING));
            return this;
        }

        /** Any number of directories, each with its slash. */
        Builder directories() {
            tokens.add(new Token.Optional(2));
            return anything().literal('/');
        }

        Glob build() {
            return new Glob(tokens.toArray(new Token[0]));
        }
    }

    private final Token[] tokens;

    private Glob(Token[] tokens) {
        this.tokens = tokens;
    }

    boolean matches(String text) {
        var states = new boolean[tokens.length + 1];
        var next = new boolean[tokens.length + 1];
        reach(0, states);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            Arrays.fill(next, false);
            boolean alive = false;
            for (int s = 0; s < tokens.length; s++) {
                if (!states[s]) {
                    continue;
                }
                if (tokens[s] instanceof Token.One one && one.test().test(character)) {
                    reach(s + 1, next);
                    alive = true;
                } else if (tokens[s] instanceof Token.Many many && many.test().test(character)) {
                    reach(s, next);
                    alive = true;
                }
            }
            if (!alive) {
                return false;
            }
            var swap = states;
            states = next;
            next = swap;
        }
        return states[tokens.length];
    }

    /** Marks a state and those it leads to without a character. */
    private void reach(int state, boolean[] states) {
        int s = state;
        while (!states[s]) {
            states[s] = true;
            if (s == tokens.length || tokens[s] instanceof Token.One) {
                return;
            }
            if (tokens[s] instanceof Token.Optional optional) {
                reach(s + 1 + optional.length(), states);
            }
            s++;
        }
    }
}
