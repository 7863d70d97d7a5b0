package dev.drydock.copy;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File trees as text, one file a line, in cases and in what they expect:
 *
 * <pre>
 * d 0755 0:0 etc
 * f 0644 7:8 etc/passwd = root:x:0:0\n
 * l 0777 0:0 bin -> usr/bin
 * h etc/hard == etc/passwd
 * c 0666 0:0 dev/null 1,3
 * p 0644 0:0 fifo
 * f 0644 0:0 tool {user.a=b} = text
 * </pre>
 *
 * In names and values {@code \n}, {@code \s} (blank), {@code \\} and {@code \xHH} (one byte) are escapes.
 */
final class TreeText {

    static final Instant TIME = Instant.parse("2001-02-03T04:05:06Z");

    private static final Pattern LINE = Pattern.compile(
            "(?<type>[dflpcb]) (?<mode>[0-7]+) (?<uid>\\d+):(?<gid>\\d+) (?<path>\\S+)"
                    + "(?: \\{(?<xattrs>[^}]*)})?(?: (?:-> (?<target>.*)|= ?(?<content>.*)|(?<major>\\d+),(?<minor>\\d+)))?");
    private static final Pattern HARD = Pattern.compile("h (?<path>\\S+) == (?<target>\\S+)");

    private TreeText() {}

    record Item(TarEntry entry, byte[] content) {}

    static List<Item> parse(List<String> lines) {
        List<Item> items = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                items.add(parse(line, items));
            }
        }
        return items;
    }

    private static Item parse(String line, List<Item> before) {
        Matcher hard = HARD.matcher(line);
        if (hard.matches()) {
            String target = name(hard.group("target"));
            TarEntry file = before.stream()
                    .map(Item::entry)
                    .filter(e -> e.name().equals(target))
                    .findFirst()
                    .orElse(TarEntry.file(target, 0644, 0, 0, 0, TIME));
            return new Item(file.withName(name(hard.group("path"))).asHardLinkTo(target), new byte[0]);
        }
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a line of a tree: " + line);
        }
        byte[] content = m.group("content") == null ? new byte[0] : unescape(m.group("content"));
        var entry = TarEntry.of(name(m.group("path")), type(m.group("type")))
                .mode(Integer.parseInt(m.group("mode"), 8))
                .owner(Long.parseLong(m.group("uid")), Long.parseLong(m.group("gid")))
                .size(content.length)
                .modified(TIME)
                .linkName(m.group("target") == null ? "" : name(m.group("target")))
                .device(
                        m.group("major") == null ? 0 : Integer.parseInt(m.group("major")),
                        m.group("minor") == null ? 0 : Integer.parseInt(m.group("minor")))
                .xattrs(xattrs(m.group("xattrs")))
                .build();
        return new Item(entry, content);
    }

    private static TarEntry.Type type(String letter) {
        return switch (letter) {
            case "d" -> TarEntry.Type.DIRECTORY;
            case "l" -> TarEntry.Type.SYMLINK;
            case "p" -> TarEntry.Type.FIFO;
            case "c" -> TarEntry.Type.CHARACTER_DEVICE;
            case "b" -> TarEntry.Type.BLOCK_DEVICE;
            default -> TarEntry.Type.FILE;
        };
    }

    private static Map<String, byte[]> xattrs(String text) {
        Map<String, byte[]> xattrs = new TreeMap<>();
        if (text != null) {
            for (String pair : text.split(" ")) {
                int equals = pair.indexOf('=');
                xattrs.put(pair.substring(0, equals), unescape(pair.substring(equals + 1)));
            }
        }
        return xattrs;
    }

    static String print(TarEntry entry, byte[] content) {
        String head = "dflpcb".charAt("DFLPCB".indexOf(letter(entry.type())))
                + String.format(" %04o %d:%d %s", entry.mode(), entry.uid(), entry.gid(), escape(entry.name()));
        if (!entry.xattrs().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            new TreeMap<>(entry.xattrs()).forEach((k, v) -> pairs.add(k + "=" + escape(ByteNames.decode(v))));
            head += " {" + String.join(" ", pairs) + "}";
        }
        return switch (entry.type()) {
            case FILE -> content.length == 0 ? head : head + " = " + escapeText(ByteNames.decode(content));
            case SYMLINK -> head + " -> " + escapeText(entry.linkName());
            case CHARACTER_DEVICE, BLOCK_DEVICE -> head + " " + entry.devMajor() + "," + entry.devMinor();
            default -> head;
        };
    }

    private static char letter(TarEntry.Type type) {
        return switch (type) {
            case DIRECTORY -> 'D';
            case SYMLINK -> 'L';
            case FIFO -> 'P';
            case CHARACTER_DEVICE -> 'C';
            case BLOCK_DEVICE -> 'B';
            default -> 'F';
        };
    }

    static String name(String text) {
        return ByteNames.decode(unescape(text));
    }

    static byte[] unescape(String text) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                int c = text.codePointAt(i);
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c) - 1;
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> out.write('\n');
                case 's' -> out.write(' ');
                case 'x' -> {
                    out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                    i += 2;
                }
                default -> out.write(next);
            }
        }
        return out.toByteArray();
    }

    static String escape(String name) {
        return escapeText(name).replace(" ", "\\s");
    }

    private static String escapeText(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\\') {
                out.append("\\\\");
            } else if (c < ' ' || c >= 0xDC80 && c <= 0xDCFF) {
                out.append(String.format("\\x%02x", c & 0xFF));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
