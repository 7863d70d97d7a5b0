package dev.drydock.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A small root filesystem made of programs of this machine and the libraries they load: enough of a Linux for RUN to work
 * in, where no registry can be reached. Everything in it may be read and entered by everyone, whatever the umask.
 */
public final class HostRoot {

    private static final List<String> NEEDED = List.of("sh", "cat", "chmod", "chown", "mkdir", "id");

    private static final List<String> WELCOME = List.of(
            "cp", "date", "env", "grep", "head", "ln", "ls", "mv", "rm", "rmdir", "sed", "sleep", "sort", "stat",
            "touch", "uname", "wc");

    /** A library in the output of ldd: {@code libc.so.6 => /lib/…/libc.so.6 (0x…)}, or the loader by itself. */
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

    private final Path root;

    private HostRoot(Path root) {
        this.root = root;
    }

    /** Makes one in a project's folder {@code root}. */
    public static void setup(Path project) throws IOException {
        create(project.resolve("root"));
    }

    /** Makes the root in a directory that does not exist yet. */
    public static HostRoot create(Path directory) throws IOException {
        HostRoot root = new HostRoot(directory);
        root.makeFolders();
        for (String program : NEEDED) {
            root.addProgram(find(program)
                    .orElseThrow(() -> new IOException("this machine has no program '" + program + "' in its PATH")));
        }
        for (String program : WELCOME) {
            Optional<Path> found = find(program);
            if (found.isPresent()) {
                root.addProgram(found.get());
            }
        }
        root.write("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n");
        root.write("etc/group", "root:x:0:\nnogroup:x:65534:\n");
        root.write("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        return root;
    }

    /** Adds a Java runtime of these modules at {@code /opt/java}, linked from the JDK this program runs on. */
    public HostRoot withJava(String modules) throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException(System.getProperty("java.home") + " has no jlink: a JDK is needed"));
        Path java = root.resolve("opt/java");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = jlink.run(
                out,
                out,
                "--add-modules=" + modules,
                "--output=" + java,
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages");
        if (code != 0) {
            throw new IOException("jlink failed: " + printed.toString(StandardCharsets.UTF_8));
        }
        try (Stream<Path> files = Files.walk(java)) {
            for (Path file : files.toList()) {
                if (!Files.isSymbolicLink(file)) {
                    boolean open = Files.isDirectory(file) || Files.isExecutable(file);
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(open ? "rwxr-xr-x" : "rw-r--r--"));
                }
                if (Files.isRegularFile(file)
                        && (file.startsWith(java.resolve("bin"))
                                || file.toString().endsWith(".so"))) {
                    addLibrariesOf(file);
                }
            }
        }
        return this;
    }

    private void makeFolders() throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("bin", "sbin", "lib", "lib64", "lib32")) {
            Path host = Path.of("/" + name);
            if (Files.isSymbolicLink(host)) {
                folder("usr/" + name);
                Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
            } else if (Files.isDirectory(host)) {
                folder(name);
            }
        }
        for (String name : List.of("etc", "usr/bin", "tmp", "root", "opt", "var", "proc", "sys", "dev")) {
            folder(name);
        }
        Files.setAttribute(root.resolve("tmp"), "unix:mode", 01777);
    }

    /** Makes a folder and its parents. */
    private void folder(String path) throws IOException {
        Path at = root;
        for (Path part : Path.of(path)) {
            at = at.resolve(part);
            if (!Files.exists(at)) {
                Files.createDirectory(at);
                Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** By the name it is called with and, if that is a link, by what it leads to. */
    private void addProgram(Path program) throws IOException {
        Path real = program.toRealPath();
        copy(real);
        Path link = inRoot(program);
        if (!Files.exists(link)) {
            folder(program.getParent().toString().substring(1));
            Files.createSymbolicLink(link, real);
        }
        addLibrariesOf(real);
    }

    private void addLibrariesOf(Path file) throws IOException {
        for (String library : ldd(file)) {
            if (!Path.of(library).normalize().startsWith(root)) {
                copy(Path.of(library));
            }
        }
    }

    private static Set<String> ldd(Path file) throws IOException {
        Process process = new ProcessBuilder("ldd", file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Set<String> libraries = new TreeSet<>();
        Matcher matcher = LIBRARY.matcher(printed);
        while (matcher.find()) {
            libraries.add(matcher.group(1));
        }
        return libraries;
    }

    private void copy(Path file) throws IOException {
        Path target = inRoot(file);
        if (!Files.exists(target)) {
            folder(file.getParent().toString().substring(1));
            Files.copy(file.toRealPath(), target, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path inRoot(Path absolute) {
        return root.resolve(absolute.toString().substring(1));
    }

    private void write(String path, String content) throws IOException {
        Files.writeString(root.resolve(path), content);
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(Stream.of("/usr/bin", "/bin"), Stream.of(path.split(":")))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
