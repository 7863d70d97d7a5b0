package dev.drydock.dockerfile;

import org.jspecify.annotations.Nullable;

/** The {@code [n]<<[-]WORD} that announces a here-document. */
final class HeredocWord {

    private HeredocWord() {}

    static @Nullable Heredoc parse(String word) {
        throw new UnsupportedOperationException();
    }
}
