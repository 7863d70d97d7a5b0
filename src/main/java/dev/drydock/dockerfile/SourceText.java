package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.failure.BuildFailure;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text behind a Dockerfile: read line by line, and kept to show lines in messages. */
record SourceText(String fileName, String text) implements StatementReader.Failures {

    private static final int LINES_BEFORE = 2;
    private static final int LINES_SHOWN = 12;
    private static final int WIDTH = 160;

    /**
     * Decodes UTF-8 without its byte order mark. Other bytes become lone surrogates, {@code U+DC00} plus the byte, as in the
     * names of container files, so that a here-document keeps them.
     */
    static SourceText decode(String fileName, byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int from = marked ? 3 : 0;
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            text = decodeKeeping(ByteBuffer.wrap(bytes, from, bytes.length - from));
        }
        return new SourceText(fileName, text);
    }

    private static String decodeKeeping(ByteBuffer in) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var out = CharBuffer.allocate(in.remaining());
        for (var result = decoder.decode(in, out, true); result.isError(); result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xDC00 + (in.get() & 0xFF)));
            }
        }
        return out.flip().toString();
    }

    /** A failure at these lines, which it shows with a mark and a little of what is before them. */
    @Override
    public BuildFailure failure(SourceRange range, String message, @Nullable String hint) {
        var out = new StringBuilder(fileName)
                .append(':')
                .append(range.first())
                .append(": ")
                .append(message);
        int line = 1;
        int from = 0;
        int shown = 0;
        int width = String.valueOf(range.last()).length();
        while (from < text.length() && line <= range.last() && shown < LINES_SHOWN) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (line >= range.first() - LINES_BEFORE) {
                out.append(line >= range.first() ? "\n> " : "\n  ");
                out.append(" ".repeat(width - String.valueOf(line).length()))
                        .append(line)
                        .append(" | ");
                out.append(printable(text.substring(from, Math.min(end, from + WIDTH))));
                out.append(end > from + WIDTH ? "..." : "");
                shown++;
            }
            from = end + 1;
            line++;
        }
        return BuildFailure.ofBuild(out.toString(), hint);
    }

    private static String printable(String line) {
        var out = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\r' && i == line.length() - 1) {
                break;
            }
            out.append(c == '\t' || !Character.isISOControl(c) ? c : '\uFFFD');
        }
        return out.toString();
    }
}
