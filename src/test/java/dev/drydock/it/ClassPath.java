package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

public final class ClassPath {

    private static final String PINNED = "1.0-20260101.000001-1";
    private static final String NEWER = "1.0-20260101.000002-2";

    private ClassPath() {}

    public static void setup(Path project) throws IOException {
        for (String version : List.of(PINNED, NEWER)) {
            release(project, "pinned", version, "");
            release(project, "moving", version, "");
        }
        for (String name : List.of("pinned", "moving")) {
            metadata(
                    folder(project, name, NEWER),
                    name,
                    "<version>1.0-SNAPSHOT</version>",
                    "<snapshot><timestamp>20260101.000002</timestamp><buildNumber>2</buildNumber></snapshot>");
        }
        for (String version : List.of("1.0", "1.1", "2.0")) {
            release(project, "choice", version, "");
        }
        metadata(
                folder(project, "choice", "1.0").resolveSibling("."),
                "choice",
                "",
                "<versions><version>1.0</version><version>1.1</version><version>2.0</version></versions>");
        release(
                project,
                "needy",
                "1.0",
                dependency("managed", "compile") + dependency("unwanted", "compile") + dependency("later", "runtime"));
        release(project, "managed", "1.0", "");
        release(project, "managed", "1.1", "");
        for (String name : List.of("unwanted", "later", "classified", "optional", "given", "tests")) {
            release(project, name, "1.0", "");
        }
        jar(folder(project, "classified", "1.0").resolve("classified-1.0-linux.jar"));
        jar(folder(project, "classified", "1.0").resolve("classified-1.0-sources.jar"));
        jar(project.resolve("app/local.jar"));
    }

    public static void verify(Path project) throws IOException {
        BuiltImage image = BuiltImage.in(project.resolve("app"));
        assertThat(image.children("app/libs"))
                .containsExactlyInAnyOrder(
                        "pinned-1.0-SNAPSHOT.jar",
                        "moving-1.0-SNAPSHOT.jar",
                        "choice-1.1.jar",
                        "needy-1.0.jar",
                        "managed-1.1.jar",
                        "later-1.0.jar",
                        "classified-1.0-linux.jar",
                        "core-1.0-SNAPSHOT.jar",
                        "optional-1.0.jar",
                        "local.jar");
        assertThat(image.content("app/libs/pinned-1.0-SNAPSHOT.jar")).isEqualTo(digest(jar(project, "pinned", PINNED)));
        assertThat(image.content("app/libs/moving-1.0-SNAPSHOT.jar")).isEqualTo(digest(jar(project, "moving", NEWER)));

        TreeSet<String> contents = new TreeSet<>();
        for (String name : image.children("app/libs")) {
            if (!name.equals("optional-1.0.jar") && !name.equals("local.jar")) {
                contents.add(image.content("app/libs/" + name).toString());
            }
        }
        assertThat(contents).isEqualTo(contents(project.resolve("app/target/app-1.0-SNAPSHOT/WEB-INF/lib")));

        BuiltImage boot = BuiltImage.in(project.resolve("boot"));
        assertThat(boot.children("app/libs"))
                .containsExactlyInAnyOrder(
                        "optional-1.0.jar", "needy-1.0.jar", "managed-1.0.jar", "unwanted-1.0.jar", "later-1.0.jar");

        InvokerLog log = InvokerLog.of(project);
        for (int run = 1; run <= 6; run++) {
            assertThat(log.run(run))
                    .as("run %s", run)
                    .anyMatch(line -> line.startsWith("[INFO] Built app:1.0-SNAPSHOT  " + image.digest()))
                    .anyMatch(line -> line.startsWith("[INFO] Built boot:1.0-SNAPSHOT  " + boot.digest()));
        }
    }

    private static TreeSet<String> contents(Path folder) throws IOException {
        TreeSet<String> contents = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.add(digest(file).toString());
            }
        }
        return contents;
    }

    private static Digest digest(Path file) throws IOException {
        return Digest.of(Files.readAllBytes(file));
    }

    private static Path folder(Path project, String name, String version) {
        String folder = version.startsWith("1.0-") ? "1.0-SNAPSHOT" : version;
        return project.resolve("jars/it/jars").resolve(name).resolve(folder);
    }

    private static Path jar(Path project, String name, String version) {
        return folder(project, name, version).resolve(name + "-" + version + ".jar");
    }

    private static String dependency(String name, String scope) {
        return "<dependency><groupId>it.jars</groupId><artifactId>" + name
                + "</artifactId><version>1.0</version><scope>" + scope + "</scope></dependency>";
    }

    private static void metadata(Path folder, String name, String version, String versioning) throws IOException {
        Files.writeString(
                folder.resolve("maven-metadata.xml"),
                "<metadata><groupId>it.jars</groupId><artifactId>" + name + "</artifactId>" + version + "<versioning>"
                        + versioning + "</versioning></metadata>");
    }

    /** A snapshot if its version has a time in it. */
    private static void release(Path project, String name, String version, String dependencies) throws IOException {
        Path folder = folder(project, name, version);
        jar(jar(project, name, version));
        Files.writeString(
                folder.resolve(name + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>it.jars</groupId><artifactId>" + name
                        + "</artifactId><version>" + folder.getFileName() + "</version><dependencies>" + dependencies
                        + "</dependencies></project>");
    }

    /** No two are alike. */
    private static void jar(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("name");
            entry.setLastModifiedTime(FileTime.fromMillis(1_700_000_000_000L)); // this is done before each run
            zip.putNextEntry(entry);
            zip.write(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }
}
