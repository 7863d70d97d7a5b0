package dev.drydock.java.runtime;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The modules of the JDK an application needs, as its class files mention them, and those that are only asked for by name
 * at run time: TLS with elliptic curves, names of the network, zip file systems, what frameworks look for.
 */
final class NeededModules {

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
     * @param more wanted by the user
     * @param memory file that keeps what was found as long as none of the class path changes
     */
    static List<String> of(Jdk jdk, List<Path> classPath, List<String> more, Path memory)
            throws IOException, InterruptedException {
        String state = Digest.of((jdk.identity() + state(classPath)).getBytes(StandardCharsets.UTF_8))
                .toString();
        String found = remembered(memory, state);
        if (found == null) {
            found = String.join(",", ClassReferences.modules(jdk, classPath));
            Files.createDirectories(memory.getParent());
            AtomicFiles.write(memory, (state + "\n" + found).getBytes(StandardCharsets.UTF_8));
        }
        TreeSet<String> modules = new TreeSet<>(BY_NAME);
        modules.addAll(more);
        Arrays.stream(found.split(","))
                .map(String::strip)
                .filter(m -> !m.isEmpty())
                .forEach(modules::add);
        return List.copyOf(modules);
    }

    private static @Nullable String remembered(Path memory, String state) throws IOException {
        try {
            String[] lines = Files.readString(memory).split("\n", -1);
            return lines.length == 2 && lines[0].equals(state) ? lines[1] : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static String state(List<Path> classPath) throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path entry : classPath) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    state.append(file).append(' ').append(Files.size(file)).append(' ');
                    state.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
                }
            }
        }
        return state.toString();
    }
}
