package dev.drydock.java;

import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The purpose that jars give by the attribute {@code Spring-Boot-Jar-Type} of their manifests, such as
 * {@code annotation-processor}. Opening a hundred jars takes longer than all else in a build with nothing to do, so the answers
 * are kept in a file: a line for each jar, with type, size, time and path.
 */
@StartUp
public final class JarTypes {

    private static final String SEPARATOR = "\t";

    private final Path file;
    private final Map<String, String> kept;
    private final Map<String, String> asked = new TreeMap<>();

    private JarTypes(Path file, Map<String, String> kept) {
        this.file = file;
        this.kept = kept;
    }

    /** @param file where the answers are kept; need not exist */
    public static JarTypes in(Path file) throws IOException {
        Map<String, String> kept = new HashMap<>();
        for (String line : CheckedText.lines(file)) {
            int end = line.indexOf(SEPARATOR);
            if (end >= 0) {
                kept.put(line.substring(end + 1), line.substring(0, end));
            }
        }
        return new JarTypes(file, kept);
    }

    /** "" for nearly all jars, and for what is no jar or has no manifest. */
    public String of(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return "";
        }
        String state =
                Files.size(jar) + SEPARATOR + Files.getLastModifiedTime(jar).toMillis() + SEPARATOR + jar;
        String type = kept.get(state);
        if (type == null) {
            type = JarManifest.attribute(jar, "Spring-Boot-Jar-Type");
        }
        asked.put(state, type);
        return type;
    }

    /** To be called when all jars were asked for; others are forgotten. */
    public void keep() throws IOException {
        if (asked.equals(kept)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> each : asked.entrySet()) {
            text.append(each.getValue()).append(SEPARATOR).append(each.getKey()).append('\n');
        }
        Files.createDirectories(file.getParent());
        AtomicFiles.write(file, CheckedText.encode(text.toString()));
    }
}
