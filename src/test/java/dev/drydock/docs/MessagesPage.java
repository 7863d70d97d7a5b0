package dev.drydock.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a page of all messages of failures, out of the sources: the words of each, and what to do. It is started from source while
 * the site is made, when nothing is compiled, and so uses nothing but the JDK.
 */
public final class MessagesPage {

    private static final Pattern FAILURE = Pattern.compile("BuildFailure\\.of(Build|Environment|Cause)\\(");

    /** Topics by the beginning of the room's name; the first that fits counts. */
    private static final Map<String, String> TOPICS = topics();

    private MessagesPage() {}

    private static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("maven", "Configuration and goals");
        topics.put("dockerfile", "Dockerfiles");
        topics.put("frontend", "Dockerfiles");
        topics.put("plan", "Dockerfiles");
        topics.put("solve", "Dockerfiles");
        topics.put("copy", "Copied files");
        topics.put("context", "Copied files");
        topics.put("remote", "Downloads of ADD");
        topics.put("java", "Java applications");
        topics.put("run", "Executing RUN");
        topics.put("sandbox", "Executing RUN");
        topics.put("container", "Running the image");
        topics.put("probe", "Running the image");
        topics.put("registry", "Registries");
        topics.put("http", "Registries");
        topics.put("push", "Registries");
        topics.put("sharedcache", "Registries");
        topics.put("sign", "Signatures and documents");
        topics.put("verify", "Signatures and documents");
        topics.put("attest", "Signatures and documents");
        topics.put("inventory", "Signatures and documents");
        topics.put("buildkit", "BuildKit");
        topics.put("", "Images and the store");
        return topics;
    }

    /** Arguments: the folder of the sources of {@code dev.drydock}; the file to write. */
    public static void main(String[] args) throws IOException {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        TOPICS.values().forEach(topic -> rows.put(topic, new TreeSet<>()));
        Path sources = Path.of(args[0]);
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                String room = sources.relativize(file).toString().replace('\\', '/');
                String topic = TOPICS.entrySet().stream()
                        .filter(entry -> room.startsWith(entry.getKey()))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
                rows.get(topic).addAll(rows(Files.readString(file)));
            }
        }
        StringBuilder page = new StringBuilder("""
                # All messages

                The failures that Drydock reports, and what to do. `…` stands for names and values, or for words that depend on the case.
                [Troubleshooting](troubleshooting.md) explains the more frequent ones.
                """);
        rows.forEach((topic, lines) -> page.append("\n## ")
                .append(topic)
                .append("\n\n| message | what to do |\n|---|---|\n")
                .append(String.join("", lines)));
        Path target = Path.of(args[1]);
        Files.createDirectories(target.getParent());
        Files.writeString(target, page);
    }

    /** The rows of a table: one for each failure in a source file that has words of its own. */
    static List<String> rows(String source) {
        List<String> rows = new ArrayList<>();
        Matcher failure = FAILURE.matcher(source);
        while (failure.find()) {
            List<String> arguments = split(source, failure.end(), ',');
            String message = words(arguments.get(0)) + (failure.group(1).equals("Cause") ? ": …" : "");
            String hint = failure.group(1).equals("Cause") ? "" : words(arguments.get(1));
            if (message.replace("…", "").strip().length() > 8) {
                rows.add("| `" + cell(message) + "` | " + (hint.equals("…") ? "" : code(cell(hint))) + " |\n");
            }
        }
        return rows;
    }

    /** The text that an expression gives, as far as it is written there. */
    private static String words(String expression) {
        if (expression.strip().equals("null")) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (String part : split(expression, 0, '+')) {
            String piece = part.strip();
            boolean literal =
                    piece.length() > 1 && piece.startsWith("\"") && piece.endsWith("\"") && piece.indexOf(" ? ") < 0;
            text.append(literal ? unescaped(piece.substring(1, piece.length() - 1)) : "…");
        }
        return text.toString()
                .replaceAll("(… ?)+…", "…")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String unescaped(String literal) {
        return literal.replace("\\n", " ").replaceAll("\\\\(.)", "$1");
    }

    /** The parts between separators that are outside of strings and brackets, up to the bracket that closes what begins before. */
    private static List<String> split(String code, int begin, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = begin;
        for (int i = begin; i <= code.length(); i++) {
            char c = i < code.length() ? code.charAt(i) : ')';
            if (c == '"' || c == '\'') {
                i = endOfLiteral(code, i);
            } else if ((c == ')' || c == '}') && depth-- == 0) {
                parts.add(code.substring(start, i));
                return parts;
            } else if (c == '(' || c == '{') {
                depth++;
            } else if (c == separator && depth == 0) {
                parts.add(code.substring(start, i));
                start = i + 1;
            }
        }
        throw new IllegalArgumentException("no end: " + code.substring(begin));
    }

    private static int endOfLiteral(String code, int begin) {
        int i = begin + 1;
        while (code.charAt(i) != code.charAt(begin)) {
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private static String cell(String text) {
        return text.replace('`', '\'').replace("|", "\\|");
    }

    /** Commands, properties and elements as code, so that no reader of Markdown takes them for markup. */
    private static String code(String text) {
        return text.replaceAll(
                "(<(\\w+)[^>]*>.*?</\\2>|<[^>]*>|-D[\\w.…]+(?:=[^ ,;)]*)?|drydock\\.[\\w.]*\\w)", "`$1`");
    }
}
