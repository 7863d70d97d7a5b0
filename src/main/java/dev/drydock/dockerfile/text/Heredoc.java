package dev.drydock.dockerfile.text;

/**
 * A here-document.
 *
 * @param name the delimiter word without quotes; for COPY and ADD the name of the file
 * @param content the lines between, with their line ends, exactly as written. Bytes that are not UTF-8 are lone surrogates, as
 *     in names of container files.
 * @param expand no part of the word was quoted: COPY and ADD expand variables in the content
 * @param stripTabs written {@code <<-}: leading tabs of every line are no part of the document
 * @param descriptor the file descriptor before {@code <<}; 0 if none is written
 */
public record Heredoc(String name, String content, boolean expand, boolean stripTabs, int descriptor) {

    public Heredoc withContent(String other) {
        return new Heredoc(name, other, expand, stripTabs, descriptor);
    }

    /** The content as a reader of the document sees it: without leading tabs if {@link #stripTabs}. */
    public String body() {
        if (!stripTabs) {
            return content;
        }
        var out = new StringBuilder(content.length());
        boolean atLineStart = true;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (!atLineStart || c != '\t') {
                out.append(c);
                atLineStart = c == '\n';
            }
        }
        return out.toString();
    }
}
