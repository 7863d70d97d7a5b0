package dev.drydock.java.runtime;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.FileTrees;
import dev.drydock.io.Keeper;
import dev.drydock.io.NamedLock;
import dev.drydock.java.JavaLayer;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A runtime linked from a JDK with the modules of one application, kept by what it is made of, and with it all that an empty
 * image lacks: the C library and whatever else its native parts load, accounts, a place for temporary files, and the names of
 * the distribution's packages that the libraries come from, where dpkg knows them. CA certificates and time zones are part of the
 * runtime.
 *
 * @param directory of the runtime on this machine
 * @param libraries of the system that the application's native libraries load
 */
public record LinkedRuntime(Path directory, Jdk jdk, int release, List<String> libraries) {

    /** Where it is in the image. */
    public static final String HOME = "/opt/java";

    /** Who runs in an image of which nobody says it. */
    public static final String USER = "1000:1000";

    private static final String MADE = "drydock-made";
    private static final String PROVED = "drydock-proved";
    private static final String PACKAGES = "drydock-packages";
    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    /**
     * @param classPath jars and class directories whose needs count
     * @param more modules wanted besides
     * @param memory file that keeps what each part of the class path needs
     * @param shelf directory for runtimes, shared by builds
     * @param keeper of what is used of it
     */
    public static LinkedRuntime link(
            Jdk jdk, List<Path> classPath, List<String> more, Path memory, Path shelf, Keeper keeper)
            throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw BuildFailure.ofEnvironment(
                    "<runtime>jlink</runtime> takes the C library from this machine, so it needs Linux",
                    "Use a base image: remove <runtime> and <from>scratch</from>.",
                    null);
        }
        RuntimeNeeds needs = NeededModules.of(jdk, classPath, more, memory);
        List<String> modules = needs.modules();
        String key = Digest.of((jdk.identity() + jdk.home() + modules).getBytes(StandardCharsets.UTF_8))
                .hex();
        Path directory = shelf.resolve(key);
        if (!keeper.keep(directory) || !Files.exists(directory.resolve(MADE))) {
            Files.createDirectories(shelf);
            try (var lock = NamedLock.acquire(shelf.resolve(key + ".lock"))) {
                if (!Files.exists(directory.resolve(MADE))) {
                    make(jdk, modules, more, directory);
                }
            }
        }
        return new LinkedRuntime(directory, jdk, jdk.release(), needs.libraries());
    }

    private static void make(Jdk jdk, List<String> modules, List<String> more, Path directory)
            throws IOException, InterruptedException {
        Set<String> known = jdk.modules();
        for (String module : more) {
            if (!known.contains(module)) {
                throw BuildFailure.ofBuild(
                        "<modules>" + module + "</modules>: the JDK in " + jdk.home() + " has no such module",
                        "'java --list-modules' lists those that it has.");
            }
        }
        Path made = directory.resolveSibling(".tmp-" + UUID.randomUUID());
        try {
            make(jdk, modules, made);
            FileTrees.delete(directory);
            Files.move(made, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTrees.delete(made);
        }
    }

    static void make(Jdk jdk, List<String> modules, Path directory) throws IOException, InterruptedException {
        jdk.run(
                "jlink",
                List.of(
                        "--add-modules",
                        String.join(",", modules),
                        "--no-header-files",
                        "--no-man-pages",
                        "--strip-java-debug-attributes",
                        "--output",
                        directory.toString()));
        // The archive of the JDK's own classes: without it every start takes longer, and none of an application can be
        // made.
        Jdk.run(directory.resolve("bin"), "java", List.of("-Xshare:dump"));
        Files.createFile(directory.resolve(MADE));
    }

    /** Whether an image with it has been seen to start. */
    public boolean proved() {
        return Files.exists(directory.resolve(PROVED));
    }

    public void prove() throws IOException {
        Files.write(directory.resolve(PROVED), new byte[0]);
    }

    /**
     * @param empty whether the image starts from nothing, and so needs everything else too
     */
    public List<JavaLayer> layers(boolean empty) throws IOException {
        List<JavaLayer> layers = new ArrayList<>();
        if (empty) {
            layers.add(new JavaLayer("system", "/", system(), true));
        }
        List<Mapping> files = new ArrayList<>();
        var choice = new Choice(List.of(), List.of(MADE, PROVED, PACKAGES, "lib/security/cacerts", "bin/keytool"));
        files.add(new Mapping.Tree("", directory, choice, null, null));
        Path certificates = jdk.home().resolve("lib/security/cacerts");
        if (Files.exists(certificates)) {
            files.add(new Mapping.File("lib/security/cacerts", certificates, null));
        }
        layers.add(new JavaLayer("runtime", HOME, files, true));
        return layers;
    }

    private List<Mapping> system() throws IOException {
        List<Mapping> files = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Path> library :
                SharedLibraries.of(directory, libraries).found().entrySet()) {
            files.add(new Mapping.File(library.getKey().substring(1), library.getValue(), 0755));
            names.add(library.getKey());
            names.add(library.getValue().toString());
        }
        Map<String, String> packages = new HostPackages(Path.of("/")).of(names, directory.resolve(PACKAGES));
        for (Map.Entry<String, String> each : packages.entrySet()) {
            files.add(text("var/lib/dpkg/status.d/" + each.getKey(), each.getValue()));
        }
        if (!packages.isEmpty() && Files.isRegularFile(OS_RELEASE)) {
            files.add(new Mapping.Bytes("etc/os-release", Files.readAllBytes(OS_RELEASE), 0644));
        }
        files.add(text("etc/passwd", "root:x:0:0:root:/:/sbin/nologin\napp:x:1000:1000:app:/:/sbin/nologin\n"));
        files.add(text("etc/group", "root:x:0:\napp:x:1000:\n"));
        files.add(text("etc/nsswitch.conf", "hosts: files dns\n"));
        files.add(new Mapping.Directory("tmp", 01777));
        return files;
    }

    private static Mapping text(String path, String content) {
        return new Mapping.Bytes(path, content.getBytes(StandardCharsets.UTF_8), 0644);
    }
}
