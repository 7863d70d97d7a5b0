package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Text beside elements in the plugin's configuration. Maven's parser drops it, so that the POM itself has to be looked at:
 * only between the tags of the plugin, and only at tags, since Maven has found it to be XML already.
 */
@StartUp
public final class MixedContent {

    private static final String PLUGIN = "<artifactId>drydock-maven-plugin</artifactId>";
    private static final String CONFIGURATION = "configuration";
    private static final String CDATA = "<![CDATA[";

    /** An element that has been opened. */
    private static final class Open {

        private final String name;
        private final StringBuilder text = new StringBuilder();
        private boolean hasElements;

        private Open(String name) {
            this.name = name;
        }
    }

    private final String pom;
    private final Deque<Open> open = new ArrayDeque<>();

    private MixedContent(String pom) {
        this.pom = pom;
    }

    /** @throws BuildFailure naming the element and the text */
    public static void refuse(Path pom) throws IOException {
        refuse(new String(Files.readAllBytes(pom), StandardCharsets.UTF_8));
    }

    public static void refuse(String pom) {
        var content = new MixedContent(pom);
        for (int at = pom.indexOf(PLUGIN); at >= 0; at = pom.indexOf(PLUGIN, at + 1)) {
            int start = pom.lastIndexOf("<plugin>", at);
            int end = pom.indexOf("</plugin>", at);
            if (start >= 0 && end >= 0) {
                content.scan(start, end);
            }
        }
    }

    private void scan(int start, int end) {
        open.clear();
        int at = start;
        while (at < end) {
            int tag = pom.indexOf('<', at);
            if (tag < 0 || tag >= end) {
                return;
            }
            add(pom.substring(at, tag));
            at = behind(tag);
        }
    }

    /** Where the markup that begins there ends. */
    private int behind(int tag) {
        if (pom.startsWith("<!--", tag)) {
            return end("-->", tag);
        }
        if (pom.startsWith(CDATA, tag)) {
            int end = end("]]>", tag);
            add(pom.substring(tag + CDATA.length(), end - "]]>".length()));
            return end;
        }
        if (pom.startsWith("<?", tag)) {
            return end("?>", tag);
        }
        int end = endOfTag(tag);
        if (pom.charAt(tag + 1) == '/') {
            close();
        } else {
            if (!open.isEmpty()) {
                open.peek().hasElements = true;
            }
            open.push(new Open(name(tag + 1)));
            if (pom.charAt(end - 2) == '/') {
                close();
            }
        }
        return end;
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        Open closed = open.pop();
        String text = closed.text.toString().strip();
        if (closed.hasElements && !text.isEmpty() && isConfiguration(closed)) {
            throw BuildFailure.ofBuild(
                    "<" + closed.name + "> in the POM has text beside its elements: '" + text + "'",
                    "Maven drops such text. Make it an element as well, or a comment.");
        }
    }

    private boolean isConfiguration(Open closed) {
        if (closed.name.equals(CONFIGURATION)) {
            return true;
        }
        for (Open outer : open) {
            if (outer.name.equals(CONFIGURATION)) {
                return true;
            }
        }
        return false;
    }

    private void add(String text) {
        if (!open.isEmpty()) {
            open.peek().text.append(text);
        }
    }

    private int end(String mark, int from) {
        int at = pom.indexOf(mark, from);
        return at < 0 ? pom.length() : at + mark.length();
    }

    /** A value of an attribute may have {@code >} in it. */
    private int endOfTag(int tag) {
        char quote = 0;
        for (int i = tag; i < pom.length(); i++) {
            char c = pom.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return pom.length();
    }

    private String name(int from) {
        int end = from;
        while (end < pom.length() && !Character.isWhitespace(pom.charAt(end)) && "/>".indexOf(pom.charAt(end)) < 0) {
            end++;
        }
        return pom.substring(from, end);
    }
}
