package dev.drydock.dockerfile.text;

import java.util.ArrayList;
import java.util.List;

/** Collects words while a text is read. */
final class WordList {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    /** Text outside quotes, values of variables included: its blanks end words. */
    void addSplitting(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Blanks.isBlank(c)) {
                word.append(c);
            } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
    }

    /** Quoted or escaped text, whose blanks belong to the word. */
    void addWhole(String text) {
        word.append(text);
    }

    /** The words; none is empty. */
    List<String> finish() {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
        return words;
    }
}
