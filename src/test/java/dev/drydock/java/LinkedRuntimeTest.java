package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import dev.drydock.io.CheckedText;
import dev.drydock.java.runtime.Jdk;
import dev.drydock.java.runtime.LinkedRuntime;
import dev.drydock.plan.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkedRuntimeTest {

    @TempDir
    Path dir;

    @Test
    void hasTheModulesTheClassesMentionAndTheLibrariesItsNativePartsLoad() throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        assumeTrue(Files.isExecutable(home.resolve("bin/jlink")), "this Java has no jlink");
        Path source = dir.resolve("A.java");
        Files.writeString(
                source,
                "class A { java.sql.Connection[] x; Object f() throws Exception { return"
                        + " new java.net.http.HttpTimeoutException(\"\"); } }");
        Path classes = Files.createDirectory(dir.resolve("classes"));
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        Path natives = Path.of(
                Zstd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> kept = new ArrayList<>();
        LinkedRuntime runtime = LinkedRuntime.link(
                new Jdk(home),
                List.of(classes, natives),
                List.of(),
                dir.resolve("memory/modules"),
                dir.resolve("shelf"),
                path -> kept.add(path) && Files.exists(path));

        assertThat(CheckedText.lines(dir.resolve("memory/modules")))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("\tjava.base,java.net.http,java.sql\t"))
                .anyMatch(line -> line.matches(".*\tjava.base\t.*libc.so.6.*"));
        assertThat(runtime.release()).isEqualTo(Runtime.version().feature());
        List<JavaLayer> layers = runtime.layers(true);
        assertThat(layers).allMatch(JavaLayer::released);
        assertThat(layers).extracting(JavaLayer::name).containsExactly("system", "runtime");
        assertThat(layers.get(0).files())
                .filteredOn(Mapping.File.class::isInstance)
                .extracting(file -> ((Mapping.File) file).path())
                .anyMatch(path -> path.matches("lib.*/ld-linux.*"))
                .anyMatch(path -> path.endsWith("/libc.so.6"))
                .containsAll(Stream.of("/libpthread.so.0", "/libnss_dns.so.2")
                        .map(name -> "lib/x86_64-linux-gnu" + name)
                        .filter(path -> Files.exists(Path.of("/" + path)))
                        .toList())
                .noneMatch(path -> path.contains("libjvm"));
        if (Files.isRegularFile(Path.of("/var/lib/dpkg/status"))) {
            assertThat(layers.get(0).files())
                    .filteredOn(Mapping.Bytes.class::isInstance)
                    .extracting(file -> ((Mapping.Bytes) file).path())
                    .contains("etc/os-release", "var/lib/dpkg/status.d/libc6");
        }

        LinkedRuntime again = LinkedRuntime.link(
                new Jdk(home),
                List.of(classes, natives),
                List.of(),
                dir.resolve("memory/modules"),
                dir.resolve("shelf"),
                path -> kept.add(path) && Files.exists(path));
        assertThat(again.directory()).isEqualTo(runtime.directory());
        assertThat(kept).containsExactly(runtime.directory(), runtime.directory());
        assertThat(dir.resolve("shelf"))
                .isDirectoryContaining(runtime.directory()::equals)
                .isDirectoryNotContaining(path -> !path.equals(runtime.directory()));
    }
}
