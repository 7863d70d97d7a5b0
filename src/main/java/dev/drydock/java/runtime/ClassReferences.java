package dev.drydock.java.runtime;

import dev.drydock.java.ClassFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which modules of a JDK class files refer to, and which libraries of the system native libraries in jars do. Not by jdeps,
 * which takes jars with a module descriptor for modules and gives up when one of those they require is missing, as in most
 * class paths.
 */
final class ClassReferences {

    /** Class names by themselves and in descriptors and signatures. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?:^|[\\[();<:*+-])L?((?:[\\w$]+/)+)[\\w$]+");

    private static final Pattern NATIVE = Pattern.compile(".*\\.so(\\.[0-9.]+)?");

    private final Map<String, String> moduleOfPackage;
    private final Set<String> modules = new HashSet<>();
    private final Set<String> libraries = new HashSet<>();

    private ClassReferences(Map<String, String> moduleOfPackage) {
        this.moduleOfPackage = moduleOfPackage;
    }

    static ClassReferences to(Jdk jdk) throws IOException {
        return new ClassReferences(packages(jdk));
    }

    /** @param entry of a class path: a jar or a class directory */
    RuntimeNeeds of(Path entry) throws IOException {
        modules.clear();
        libraries.clear();
        if (Files.isDirectory(entry)) {
            directory(entry);
        } else {
            jar(entry);
        }
        return RuntimeNeeds.of(modules, libraries);
    }

    private void directory(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            add(Files.readAllBytes(file));
        }
    }

    private void jar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        add(in.readAllBytes());
                    }
                } else if (NATIVE.matcher(name).matches()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        addNative(in);
                    }
                }
            }
        }
    }

    /** One for this processor: such jars have one for each. */
    private void addNative(InputStream in) throws IOException {
        Path file = Files.createTempFile("drydock-", ".so");
        try {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            if (ElfFile.isForThisMachine(file)) {
                libraries.addAll(ElfFile.read(file).needed());
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Entries that are no class files have nothing to say: jars hold all sorts of things. */
    private void add(byte[] bytes) {
        Set<String> texts;
        try {
            texts = ClassFile.parse(bytes).texts();
        } catch (IOException | IndexOutOfBoundsException e) {
            return;
        }
        for (String text : texts) {
            if (text.indexOf('/') > 0) {
                Matcher names = CLASS_NAME.matcher(text);
                while (names.find()) {
                    String module = moduleOfPackage.get(names.group(1));
                    if (module != null) {
                        modules.add(module);
                    }
                }
            }
        }
    }

    /** A module with {@code java.lang.instrument} is listed with {@code java.lang}, too. */
    private static boolean hasClasses(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        }
    }

    /** Module by package, {@code java/sql/}. */
    private static Map<String, String> packages(Jdk jdk) throws IOException {
        Map<String, String> packages = new HashMap<>();
        try (FileSystem image = FileSystems.newFileSystem(
                URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()))) {
            List<Path> all;
            try (Stream<Path> list = Files.list(image.getPath("/packages"))) {
                all = list.toList();
            }
            for (Path each : all) {
                String name = String.valueOf(each.getFileName()).replace('.', '/') + "/";
                try (Stream<Path> modules = Files.list(each)) {
                    for (Path module : modules.toList()) {
                        if (hasClasses(
                                image.getPath("/modules", module.getFileName().toString(), name))) {
                            packages.put(name, module.getFileName().toString());
                        }
                    }
                }
            }
        }
        return packages;
    }
}
