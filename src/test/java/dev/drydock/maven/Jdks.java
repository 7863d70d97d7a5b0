package dev.drydock.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JDKs of this machine. */
final class Jdks {

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /** The one that runs the tests. */
    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /** It and one of another release, from 17 on, if there is one. */
    static List<Path> twoReleases() throws IOException {
        List<Path> jdks = new ArrayList<>(List.of(own()));
        if (Files.isDirectory(USUAL)) {
            try (Stream<Path> all = Files.list(USUAL)) {
                for (Path each : all.sorted().toList()) {
                    if (jdks.size() == 1 && isOther(each)) {
                        jdks.add(each);
                    }
                }
            }
        }
        return jdks;
    }

    /**
     * Has runtimes that the store is to keep linked once for all tests, since linking one takes longer than most tests; how they are
     * linked is what {@code LinkedRuntimeTest} looks at.
     */
    static void shareRuntimes(Path store) throws IOException {
        Path shared =
                Files.createDirectories(Path.of("target", "linked-runtimes").toAbsolutePath());
        Files.createSymbolicLink(store.resolve("runtimes"), shared);
    }

    private static boolean isOther(Path jdk) throws IOException {
        Path release = jdk.resolve("release");
        return Files.isExecutable(jdk.resolve("bin/jlink"))
                && Files.exists(release)
                && !jdk.toRealPath().equals(own().toRealPath())
                && Files.readString(release).matches("(?s).*JAVA_VERSION=\"(1[7-9]|[2-9]\\d).*");
    }
}
