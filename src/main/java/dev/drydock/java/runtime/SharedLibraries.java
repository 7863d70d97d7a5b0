package dev.drydock.java.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shared libraries of this machine that the native parts of a runtime load, found as the loader finds them: from what each
 * file says it needs, in the directories it names and then in the system's.
 */
final class SharedLibraries {

    /** The C library before 2.34 loads these when a host's name is looked up. */
    private static final List<String> BY_NAME = List.of("libnss_files.so.2", "libnss_dns.so.2");

    private final List<Path> system;
    private final Path runtime;
    private final SortedMap<String, Path> found = new TreeMap<>();

    private SharedLibraries(Path runtime, List<Path> system) {
        this.runtime = runtime;
        this.system = system;
    }

    /**
     * @param runtime directory of a runtime, whose own libraries are not meant
     * @param more libraries that the application's own load, if they are here
     */
    static SharedLibraries of(Path runtime, List<String> more) throws IOException {
        var libraries = new SharedLibraries(runtime, systemDirectories());
        List<Path> files;
        try (Stream<Path> all = Files.walk(runtime)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            if (ElfFile.isOne(file)) {
                libraries.follow(file);
            }
        }
        for (String name : BY_NAME) {
            libraries.follow(name);
        }
        for (String name : more) {
            libraries.follow(name);
        }
        return libraries;
    }

    /** By the absolute path the loader uses: where the file is on this machine. */
    Map<String, Path> found() {
        return found;
    }

    private void follow(String name) throws IOException {
        for (Path directory : system) {
            Path library = directory.resolve(name);
            if (Files.isRegularFile(library) && ElfFile.isForThisMachine(library)) {
                Deque<Path> open = new ArrayDeque<>();
                add(library, open);
                if (!open.isEmpty()) {
                    follow(library);
                }
                return;
            }
        }
    }

    private void follow(Path start) throws IOException {
        Deque<Path> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Path file = open.remove();
            ElfFile elf = ElfFile.read(file);
            if (!elf.interpreter().isEmpty()) {
                add(Path.of(elf.interpreter()), open);
            }
            for (String name : elf.needed()) {
                Path library = find(name, elf, file);
                // Parts of the runtime whose libraries are not here do not work here either.
                if (library != null && !library.startsWith(runtime)) {
                    add(library, open);
                }
            }
        }
    }

    private void add(Path library, Deque<Path> open) throws IOException {
        if (found.putIfAbsent(library.toString(), library.toRealPath()) == null) {
            open.add(library);
        }
    }

    private @Nullable Path find(String name, ElfFile elf, Path file) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (String searched : elf.searched()) {
            String origin = String.valueOf(file.getParent());
            directories.add(Path.of(searched.replace("${ORIGIN}", origin).replace("$ORIGIN", origin))
                    .normalize());
        }
        if (file.startsWith(runtime)) {
            // the launcher has loaded these before
            directories.add(runtime.resolve("lib"));
            directories.add(runtime.resolve("lib/server"));
            directories.add(runtime.resolve("lib/jli"));
        }
        directories.addAll(system);
        for (Path directory : directories) {
            Path candidate = directory.resolve(name);
            if (Files.isRegularFile(candidate) && ElfFile.isForThisMachine(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** Those of ld.so.conf, and those built into loaders; the ones of another architecture are recognised by their files. */
    private static List<Path> systemDirectories() throws IOException {
        List<Path> directories = new ArrayList<>();
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        for (String usual : List.of(
                "/lib/" + architecture + "-linux-gnu",
                "/usr/lib/" + architecture + "-linux-gnu",
                "/lib64",
                "/usr/lib64",
                "/lib",
                "/usr/lib")) {
            directories.add(Path.of(usual));
        }
        Path configured = Path.of("/etc/ld.so.conf.d");
        if (Files.isDirectory(configured)) {
            try (Stream<Path> files = Files.list(configured)) {
                for (Path file : files.sorted().toList()) {
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> line.startsWith("/"))
                            .forEach(line -> directories.add(Path.of(line)));
                }
            }
        }
        return directories;
    }
}
