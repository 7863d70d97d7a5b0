package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library;
import dev.drydock.registry.testing.OwnClassPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One application, built twice by processes that have nothing in common but what the build has made: folder, day, umask, user,
 * time zone, locale, encoding, place of temporary files, and the JDK where there are two.
 */
class ReproducibleApplicationTest {

    private static final Map<String, String> IMAGES = new TreeMap<>(Map.of(
            "exploded", "jar",
            "packaged", "jar",
            "layers", "jar",
            "war", "war",
            "war-file", "war"));

    @TempDir
    Path dir;

    @Test
    void whereverWheneverAndByWhomeverItIsBuiltItHasTheSameDigest() throws Exception {
        Path here = application(dir.resolve("here"), 1_700_000_000_000L, "rw-r--r--");
        Path there = application(dir.resolve("some where/else"), 1_790_000_000_000L, "rw-------");
        List<String> one = build(here, "umask 022", Jdks.own(), "-Duser.timezone=UTC");
        List<Path> jdks = Jdks.twoReleases();
        List<String> two = build(
                there,
                "umask 077; export TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 USER=someone",
                jdks.get(jdks.size() - 1),
                "-Duser.name=someone",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dfile.encoding=ISO-8859-1",
                "-Djava.io.tmpdir=" + Files.createDirectory(dir.resolve("temporary")));
        assertThat(one).hasSize(IMAGES.size()).allMatch(line -> line.matches("[a-z-]+ sha256:[0-9a-f]{64}"));
        assertThat(two).isEqualTo(one);
    }

    /** Builds and prints the images of the application in the folder given. */
    public static void main(String[] args) throws Exception {
        Path base = Path.of(args[0]);
        for (Map.Entry<String, String> image : IMAGES.entrySet()) {
            String layout = image.getKey().replace("war-file", "packaged").replace("war", "exploded");
            PomBuild build = new PomBuild(base)
                    .packaging(image.getValue())
                    .configuration("<from>scratch</from><layout>" + layout + "</layout>"
                            + "<appRoot>/srv/app</appRoot><env><B>2</B><A>1</A></env><labels><l>2</l><k>1</k></labels>"
                            + "<ports>8080,53/udp</ports><user>9</user><workdir>/work</workdir>")
                    .library(library(base, "one/core-1.jar", "org.one"))
                    .library(library(base, "two/core-1.jar", "org.two"))
                    .user("drydock.cacheDirectory", base.resolve("store").toString());
            if (image.getKey().equals("exploded")) {
                build.library(new Library(base.resolve("core/target/core-1.jar"), "org.ours", Library.Kind.MODULE));
            }
            build.run();
            System.out.println(image.getKey() + " "
                    + Files.readString(build.output().resolve("image.digest")).strip());
        }
    }

    private static Library library(Path base, String file, String group) {
        return new Library(base.resolve("repository").resolve(file), group, Library.Kind.RELEASE);
    }

    private static Path application(Path base, long time, String permissions) throws IOException {
        Path classes = Files.createDirectories(base.resolve("target/classes"));
        Path source = Files.writeString(
                base.resolve("Main.java"), "package i.I; class Main { public static void main(String[] a) {} }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        Files.writeString(classes.resolve("INFO.properties"), "key=value");
        Files.writeString(classes.resolve("application.yml"), "a: 1");
        Path files = Files.createDirectories(base.resolve("src/main/image/opt/tool"));
        Files.writeString(files.resolve("run.sh"), "#!/bin/sh");
        Files.createSymbolicLink(files.resolve("alias"), Path.of("run.sh"));
        for (String library : List.of("one/core-1.jar", "two/core-1.jar")) {
            zip(base.resolve("repository").resolve(library), Map.of("META-INF/which", library));
        }
        zip(
                base.resolve("target/app-1.0.jar"),
                Map.of(
                        "META-INF/MANIFEST.MF",
                        "Main-Class: Launcher\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\n\n",
                        "BOOT-INF/layers.idx",
                        "- \"libraries\":\n  - \"BOOT-INF/lib/\"\n- \"application\":\n  - \"BOOT-INF/classes/\"\n",
                        "BOOT-INF/lib/core-1.jar",
                        "one",
                        "BOOT-INF/classes/INFO.properties",
                        "key=value"));
        zip(base.resolve("core/target/core-1.jar"), time, Map.of("META-INF/which", "core", "A.class", "a"));
        zip(
                base.resolve("target/app-1.0.war"),
                Map.of("WEB-INF/lib/core-1.jar", "one", "WEB-INF/web.xml", "<web-app/>", "INDEX.html", "<p>"));
        try (Stream<Path> all = Files.walk(base)) {
            for (Path file : all.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    var set = new TreeSet<>(PosixFilePermissions.fromString(permissions));
                    if (file.endsWith("run.sh")) {
                        set.add(PosixFilePermission.OWNER_EXECUTE);
                    }
                    Files.setPosixFilePermissions(file, set);
                    Files.setLastModifiedTime(file, FileTime.fromMillis(time));
                }
            }
        }
        return base;
    }

    private static void zip(Path file, Map<String, String> entries) throws IOException {
        zip(file, 1_600_000_000_000L, entries);
    }

    private static void zip(Path file, long time, Map<String, String> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : new TreeMap<>(entries).entrySet()) {
                ZipEntry made = new ZipEntry(entry.getKey());
                made.setLastModifiedTime(FileTime.fromMillis(time));
                out.putNextEntry(made);
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }

    private static List<String> build(Path base, String before, Path jdk, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                before + "; exec \"$@\"",
                "sh",
                jdk.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                OwnClassPath.get(),
                ReproducibleApplicationTest.class.getName(),
                base.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
