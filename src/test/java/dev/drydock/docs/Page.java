package dev.drydock.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of documentation in Markdown. */
record Page(Path file, List<String> lines) {

    /** Those that people read about the plugin, README first. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/site/markdown"))) {
            for (String name : List.of("README.md", "CONTRIBUTING.md")) {
                pages.add(read(Path.of(name)));
            }
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(file -> pages.add(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    static Page read(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it tells the history of the project and so may name what is no more. */
    boolean isHistory() {
        return file.startsWith("src/site/markdown/decisions");
    }

    /**
     * A block of code.
     *
     * @param line of its first line of code, from 1
     * @param language as its fence names it; "" for one without, or one that is indented
     * @param origin the comment above it, {@code from: src/it/run/pom.xml}; "" if there is none
     */
    record Block(Page page, int line, String language, String origin, List<String> lines) {

        String text() {
            return String.join("\n", lines) + "\n";
        }

        @Override
        public String toString() {
            return page.file() + ":" + line;
        }
    }

    private static final Pattern FENCE = Pattern.compile("(\\s*)```\\s*(\\S*).*");
    private static final Pattern COMMENT = Pattern.compile("\\s*<!-- (.*) -->\\s*");

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int begin = ++i;
                List<String> code = new ArrayList<>();
                while (!FENCE.matcher(lines.get(i)).matches()) {
                    code.add(
                            lines.get(i).startsWith(fence.group(1))
                                    ? lines.get(i).substring(fence.group(1).length())
                                    : lines.get(i));
                    i++;
                }
                blocks.add(new Block(this, begin + 1, fence.group(2), comment(begin - 2), code));
            } else if (lines.get(i).startsWith("    ")
                    && (i == 0 || lines.get(i - 1).isBlank())) {
                int begin = i;
                List<String> code = new ArrayList<>();
                while (i < lines.size() && lines.get(i).startsWith("    ")) {
                    code.add(lines.get(i++).substring(4));
                }
                blocks.add(new Block(this, begin + 1, "", "", code));
            }
        }
        return blocks;
    }

    /** The comment in this line, or above it if it is blank. */
    private String comment(int line) {
        int last = line > 0 && lines.get(line).isBlank() ? line - 1 : line;
        Matcher comment = COMMENT.matcher(last < 0 ? "" : lines.get(last));
        return comment.matches() ? comment.group(1) : "";
    }

    /** The page without its code blocks, a blank line for each of theirs. */
    List<String> prose() {
        List<String> prose = new ArrayList<>(lines);
        for (Block block : blocks()) {
            for (int i = 0; i < block.lines().size(); i++) {
                prose.set(block.line() - 1 + i, "");
            }
        }
        return prose;
    }

    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`]+)`(?!`)");

    /** Code within the prose; pieces that go over the end of a line are put together. */
    List<String> codeSpans() {
        List<String> spans = new ArrayList<>();
        for (String paragraph : String.join("\n", prose()).split("\n\\s*\n")) {
            Matcher code = CODE.matcher(paragraph);
            while (code.find()) {
                spans.add(code.group(1).replaceAll("\\s*\n\\s*", " "));
            }
        }
        return spans;
    }

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    List<String> links() {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(CODE.matcher(String.join("\n", prose())).replaceAll(""));
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    /** Names of places on the page: those that are written down, as every renderer makes others of headings. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Matcher anchor = ANCHOR.matcher(String.join("\n", prose()));
        while (anchor.find()) {
            anchors.add(anchor.group(1));
        }
        return anchors;
    }

    String title() {
        return lines.get(0).replaceFirst("^# ", "").toLowerCase(Locale.ROOT);
    }
}
