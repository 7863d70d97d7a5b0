package dev.drydock.java.runtime;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The modules of the JDK an application needs, as its class files mention them, and those that are only asked for by name at
 * run time: TLS with elliptic curves, names of the network, zip file systems, modules that frameworks look for. The needs of
 * each part of a class path are remembered in a file of lines (its state, modules and libraries with tabs between) as long as
 * it does not change: reading sixty jars takes a second, and it is mostly the application's own classes that do.
 */
final class NeededModules {

    private static final String TAB = "\t";

    private static final List<String> BY_NAME = List.of(
            "java.base",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.security.jgss",
            "java.security.sasl",
            "jdk.crypto.ec",
            "jdk.jfr",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    private NeededModules() {}

    /**
     * @param classPath jars and class directories
     * @param more modules wanted by the user
     * @param memory the file
     */
    static RuntimeNeeds of(Jdk jdk, List<Path> classPath, List<String> more, Path memory) throws IOException {
        Map<String, RuntimeNeeds> known = remembered(memory);
        List<String> states = new ArrayList<>();
        for (Path entry : classPath) {
            states.add(state(jdk, entry));
        }
        boolean complete = known.keySet().containsAll(states);
        known.keySet().retainAll(states);
        if (!complete) {
            ClassReferences references = ClassReferences.to(jdk);
            for (int i = 0; i < states.size(); i++) {
                if (!known.containsKey(states.get(i))) {
                    known.put(states.get(i), references.of(classPath.get(i)));
                }
            }
            remember(known, memory);
        }
        List<RuntimeNeeds> parts = new ArrayList<>(known.values());
        parts.add(RuntimeNeeds.of(BY_NAME, List.of()));
        parts.add(RuntimeNeeds.of(more, List.of()));
        return RuntimeNeeds.all(parts);
    }

    private static Map<String, RuntimeNeeds> remembered(Path memory) throws IOException {
        Map<String, RuntimeNeeds> known = new HashMap<>();
        for (String line : CheckedText.lines(memory)) {
            String[] words = line.split(TAB, -1);
            if (words.length == 3) {
                known.put(words[0], RuntimeNeeds.of(names(words[1]), names(words[2])));
            }
        }
        return known;
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",")).filter(name -> !name.isEmpty()).toList();
    }

    private static void remember(Map<String, RuntimeNeeds> known, Path memory) throws IOException {
        var lines = new TreeSet<String>();
        known.forEach((state, needs) -> lines.add(
                state + TAB + String.join(",", needs.modules()) + TAB + String.join(",", needs.libraries()) + "\n"));
        Files.createDirectories(memory.getParent());
        AtomicFiles.write(memory, CheckedText.encode(String.join("", lines)));
    }

    /** Digest of the JDK and of name, size and time of each file. */
    private static String state(Jdk jdk, Path entry) throws IOException {
        StringBuilder state = new StringBuilder(jdk.identity());
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                state.append(file).append(' ').append(Files.size(file)).append(' ');
                state.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
            }
        }
        return Digest.of(state.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
