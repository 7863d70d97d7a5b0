package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library.Kind;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaApplicationTest {

    private static final String MAIN = "public static void main(String[] a) {}";

    @TempDir
    Path dir;

    @Test
    void explodedHasLibrariesByHowOftenTheyChangeThenResourcesThenClasses() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        Files.writeString(dir.resolve("classes/app.properties"), "x=1");
        JavaApplication app = application(
                Layout.EXPLODED,
                17,
                "",
                library("a/x-1.jar", "g", Kind.RELEASE),
                library("b/y-1-SNAPSHOT.jar", "g", Kind.SNAPSHOT),
                library("c/z.jar", "g", Kind.MODULE));
        assertThat(describe(app))
                .containsExactly(
                        "dependencies /app/libs: x-1.jar",
                        "snapshot-dependencies /app/libs: y-1-SNAPSHOT.jar",
                        "modules /app/libs: z.jar",
                        "class-path /app: class-path = \"/app/resources:/app/classes:/app/libs/x-1.jar"
                                + ":/app/libs/y-1-SNAPSHOT.jar:/app/libs/z.jar\"",
                        "resources /app/resources: all but **/*.class",
                        "classes /app/classes: **/*.class");
        assertThat(released(app)).containsExactly("dependencies");
        assertThat(app.command()).containsExactly("java", "-Xmx1g", "-cp", "@/app/class-path", "demo.App");
    }

    @Test
    void java8GetsItsClassPathInTheCommandForItKnowsNoArgumentFiles() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        JavaApplication app = application(Layout.EXPLODED, 8, "", library("a/x.jar", "g", Kind.RELEASE));
        assertThat(app.command()).containsExactly("java", "-Xmx1g", "-cp", "/app/classes:/app/libs/x.jar", "demo.App");
        assertThat(describe(app)).noneMatch(layer -> layer.startsWith("class-path"));
    }

    @Test
    void jarsOfOneNameAreKeptApart() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        JavaApplication app = application(
                Layout.EXPLODED,
                17,
                "",
                library("a/core-1.jar", "org.one", Kind.RELEASE),
                library("b/core-1.jar", "org.two", Kind.RELEASE),
                library("c/core-1.jar", "org.two", Kind.MODULE));
        assertThat(describe(app))
                .contains("dependencies /app/libs: org.one-core-1.jar org.two-core-1.jar")
                .contains("modules /app/libs: 2-org.two-core-1.jar");
    }

    @Test
    void aModuleWithoutJarBringsItsClassDirectory() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        Files.createDirectories(dir.resolve("core/target/classes"));
        JavaApplication app =
                application(Layout.EXPLODED, 17, "", new Library(dir.resolve("core/target/classes"), "g", Kind.MODULE));
        assertThat(describe(app)).contains("modules /app/libs: core/");
    }

    @Test
    void packagedTakesTheJarSpringBootPutAside() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        zip("app.jar", Map.of("executable", ""));
        zip("app.jar.original", Map.of("plain", ""));
        JavaApplication app = application(Layout.PACKAGED, 17, "");
        assertThat(describe(app)).last().isEqualTo("application /app/classpath: app.jar <- app.jar.original");
    }

    /** Another class of the same name is one the module has in place of the library's. */
    @Test
    void librariesThatLieInTheJarDoNotLieBesideIt() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        compile("lib.Replaced", "public class Replaced {}");
        Files.createDirectories(dir.resolve("lib"));
        zip("lib/shaded.jar", Map.of("lib/Shaded.class", "", "META-INF/LICENSE", ""));
        zip("lib/reduced.jar", Map.of("lib/Left.class", "", "lib/Out.class", ""));
        zip("lib/replaced.jar", Map.of("lib/Replaced.class", "", "META-INF/LICENSE", ""));
        zip("lib/nested.jar", Map.of("lib/Nested.class", ""));
        zip("lib/renamed.jar", Map.of("lib/Renamed.class", ""));
        zip("lib/starter.jar", Map.of("META-INF/MANIFEST.MF", ""));
        Files.writeString(dir.resolve("lib/no.jar"), "no jar");
        zip(
                "app.jar",
                Map.of(
                        "demo/App.class", "",
                        "lib/Replaced.class", "",
                        "lib/Shaded.class", "",
                        "lib/Left.class", "",
                        "META-INF/LICENSE", "",
                        "META-INF/MANIFEST.MF", "",
                        "BOOT-INF/lib/nested.jar", "",
                        "shadow/lib/Renamed.class", ""));
        Library[] libraries = Stream.of("shaded", "reduced", "replaced", "nested", "renamed", "starter", "no")
                .map(name -> new Library(dir.resolve("lib/" + name + ".jar"), "g", Kind.RELEASE))
                .toArray(Library[]::new);
        List<String> first = describe(application(Layout.PACKAGED, 17, "", libraries));
        assertThat(first).contains("dependencies /app/libs: replaced.jar renamed.jar starter.jar no.jar");
        assertThat(describe(application(Layout.PACKAGED, 17, "", libraries))).isEqualTo(first);
        zip("app.jar", Map.of("demo/App.class", "", "lib/Replaced.class", ""));
        assertThat(describe(application(Layout.PACKAGED, 17, "", libraries)))
                .contains(
                        "dependencies /app/libs: shaded.jar reduced.jar replaced.jar nested.jar renamed.jar starter.jar"
                                + " no.jar");
    }

    @Test
    void ofSeveralMainClassesTheOneSpringBootStartsIsTaken() throws Exception {
        Path annotation = dir.resolve("SpringBootApplication.java");
        Files.writeString(
                annotation,
                "package org.springframework.boot.autoconfigure; import java.lang.annotation.*;"
                        + " @Retention(RetentionPolicy.RUNTIME) public @interface SpringBootApplication {}");
        javac(annotation);
        compile("demo.Tool", "public class Tool { " + MAIN + " }");
        compile(
                "demo.App",
                "@org.springframework.boot.autoconfigure.SpringBootApplication public class App { " + MAIN + " }");
        assertThat(application(Layout.EXPLODED, 17, "").mainClass()).isEqualTo("demo.App");
    }

    @Test
    void severalMainClassesAreNamedInTheError() throws Exception {
        compile("demo.A", "public class A { " + MAIN + " }");
        compile("demo.B", "public class B { " + MAIN + " }");
        assertThatThrownBy(() -> application(Layout.EXPLODED, 17, ""))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("demo.A, demo.B")
                .satisfies(e -> assertThat(((BuildFailure) e).hint()).contains("<mainClass>demo.A</mainClass>"));
        assertThat(application(Layout.EXPLODED, 17, "demo.B").mainClass()).isEqualTo("demo.B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static void main(String[] a) {}",
                "public void main(String[] a) {}",
                "public static void main() {}",
                "public static int main(String[] a) { return 0; }",
                "public static void main(String a) {}"
            })
    void methodsTheJvmDoesNotStartAreNoMainMethods(String method) throws Exception {
        compile("demo.App", "public class App { long wide = 1L << 40; double d = 1.5; " + method + " }");
        assertThatThrownBy(() -> application(Layout.EXPLODED, 17, "")).hasMessageContaining("No class in");
    }

    @Test
    void whatWasFoundIsForgottenWhenAClassChanges() throws Exception {
        compile("demo.App", "public class App { " + MAIN + " }");
        assertThat(application(Layout.EXPLODED, 17, "").mainClass()).isEqualTo("demo.App");
        Files.delete(dir.resolve("classes/demo/App.class"));
        compile("demo.Other", "public class Other { " + MAIN + " }");
        assertThat(application(Layout.EXPLODED, 17, "").mainClass()).isEqualTo("demo.Other");
    }

    @Test
    void thatALibraryHasNothingToStartIsNotLookedUpAgain() throws Exception {
        compile("demo.Library", "public class Library {}");
        assertThat(JavaApplication.canStart(project(Layout.EXPLODED, 17, ""))).isFalse();
        Path file = dir.resolve("classes/demo/Library.class");
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, time);
        assertThat(JavaApplication.canStart(project(Layout.EXPLODED, 17, ""))).isFalse();
        compile("demo.App", "public class App { " + MAIN + " }");
        assertThatThrownBy(() -> JavaApplication.canStart(project(Layout.EXPLODED, 17, "")))
                .hasMessageContaining("Library.class is not a class file");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "CAFEBABE,4", "garbage,20", "CAFEBABE0000003D000207,7"})
    void brokenClassFilesAreRefused(String hex, int ignored) throws Exception {
        Path file = Files.createDirectories(dir.resolve("classes")).resolve("Broken.class");
        Files.write(
                file,
                hex.matches("[0-9A-F]+")
                        ? java.util.HexFormat.of().parseHex(hex)
                        : hex.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> application(Layout.EXPLODED, 17, ""))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("Broken.class is not a class file");
    }

    @Test
    void executableJarsOfSpringBootFollowTheirIndex() throws Exception {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nMain-Class: org.springframework.boot.loader.launch.JarLauncher\n"
                        + "Spring-Boot-Layers-Index: BOOT-INF/layers.idx\n\n");
        entries.put(
                "BOOT-INF/layers.idx",
                "- \"dependencies\":\n"
                        + "  - \"BOOT-INF/lib/\"\n"
                        + "- \"spring-boot-loader\":\n"
                        + "  - \"org/\"\n"
                        + "- \"snapshot-dependencies\":\n"
                        + "- \"application\":\n"
                        + "  - \"BOOT-INF/classes/\"\n"
                        + "  - \"META-INF/\"\n");
        zip("app.jar", entries);
        JavaApplication app = application(Layout.LAYERS, 17, "");
        assertThat(describe(app))
                .containsExactly(
                        "dependencies /app: app.jar!/ BOOT-INF/lib/",
                        "spring-boot-loader /app: app.jar!/ org/",
                        "application /app: app.jar!/ BOOT-INF/classes/ META-INF/");
        assertThat(released(app)).containsExactly("dependencies", "spring-boot-loader");
        assertThat(app.command())
                .containsExactly("java", "-Xmx1g", "-cp", "/app", "org.springframework.boot.loader.launch.JarLauncher");
    }

    @Test
    void aJarThatIsNotExecutableIsSaidToBeNone() throws Exception {
        zip("app.jar", Map.of("x", ""));
        assertThatThrownBy(() -> application(Layout.LAYERS, 17, ""))
                .hasMessageContaining("not an executable Spring Boot jar");
    }

    @Test
    void warsHaveTheirLibrariesByKind() throws Exception {
        zip("app.jar", WAR);
        JavaApplication app = application(Layout.WAR, 17, "", library("m/b-1-SNAPSHOT.jar", "g", Kind.SNAPSHOT));
        assertThat(app.command()).isNull();
        assertThat(describe(app))
                .containsExactly(
                        "dependencies /webapps/ROOT: app.jar!/ WEB-INF/lib/a-1.jar",
                        "snapshot-dependencies /webapps/ROOT: app.jar!/ WEB-INF/lib/b-1-SNAPSHOT.jar",
                        "resources /webapps/ROOT: app.jar!/ all but WEB-INF/lib/ WEB-INF/classes/**/*.class",
                        "classes /webapps/ROOT: app.jar!/ WEB-INF/classes/**/*.class");
        assertThat(released(app)).containsExactly("dependencies");
    }

    @Test
    void aWarThatIsOnlyAFolderYetHasTheSameLayers() throws Exception {
        for (String name : WAR.keySet()) {
            Path file = dir.resolve("app.jar").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        JavaApplication app = application(Layout.WAR, 17, "", library("m/b-1-SNAPSHOT.jar", "g", Kind.SNAPSHOT));
        assertThat(describe(app))
                .containsExactly(
                        "dependencies /webapps/ROOT: WEB-INF/lib/a-1.jar",
                        "snapshot-dependencies /webapps/ROOT: WEB-INF/lib/b-1-SNAPSHOT.jar",
                        "resources /webapps/ROOT: all but WEB-INF/lib/ WEB-INF/classes/**/*.class",
                        "classes /webapps/ROOT: WEB-INF/classes/**/*.class");
        assertThatThrownBy(() -> application(Layout.WAR_FILE, 17, "")).hasMessageContaining("There is no war");
    }

    @Test
    void aWarStaysOneFileIfItIsToAndTheOneForContainersIsTaken() throws Exception {
        zip("app.jar", Map.of("executable", ""));
        zip("app.jar.original", WAR);
        assertThat(describe(application(Layout.WAR_FILE, 17, "")))
                .containsExactly("application /webapps: ROOT.war <- app.jar.original");
        assertThat(describe(application(Layout.WAR, 17, "")))
                .contains("dependencies /webapps/ROOT: app.jar.original!/ WEB-INF/lib/a-1.jar"
                        + " WEB-INF/lib/b-1-SNAPSHOT.jar");
    }

    private static final Map<String, String> WAR = new TreeMap<>(Map.of(
            "WEB-INF/lib/a-1.jar", "",
            "WEB-INF/lib/b-1-SNAPSHOT.jar", "",
            "WEB-INF/classes/X.class", "",
            "index.html", ""));

    @Test
    void quarkusFastJars() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("target/quarkus-app/lib/main"));
        Files.writeString(dir.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Files.writeString(folder.resolve("org.ours.core-1.jar"), "");
        JavaApplication app = application(
                Layout.QUARKUS,
                17,
                "",
                library("core/target/core-1.jar", "org.ours", Kind.MODULE),
                library("not/in/it-1-SNAPSHOT.jar", "org.ours", Kind.SNAPSHOT));
        assertThat(app.command()).containsExactly("java", "-Xmx1g", "-jar", "/app/quarkus-run.jar");
        assertThat(describe(app))
                .containsExactly(
                        "dependencies /app: lib/** but lib/main/org.ours.core-1.jar",
                        "modules /app: lib/main/org.ours.core-1.jar",
                        "quarkus /app: quarkus-run.jar quarkus/**",
                        "application /app: all but lib/** quarkus-run.jar quarkus/**");
        assertThat(released(app)).containsExactly("dependencies");
    }

    /** The class paths are those that Quarkus 3.33 writes for a fast-jar and for an aot-jar, with fewer libraries. */
    @ParameterizedTest
    @CsvSource({
        "lib/boot/io.quarkus.runner-3.jar, false",
        "quarkus/generated-bytecode.jar app/core-1.jar lib/main/org.ours.core-1.jar, true",
        "app/core-1.jar, true",
    })
    void onlyQuarkusAotJarsCanBePreparedForAFastStart(String classPath, boolean aot) throws Exception {
        Path output = dir.resolve("target");
        assertThat(JavaApplication.isInJars(Layout.QUARKUS, output)).isTrue();
        Files.createDirectories(output.resolve("quarkus-app"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        new JarOutputStream(Files.newOutputStream(output.resolve("quarkus-app/quarkus-run.jar")), manifest).close();
        assertThat(JavaApplication.isInJars(Layout.QUARKUS, output)).isEqualTo(aot);
        assertThat(describe(application(Layout.QUARKUS, 17, "")))
                .last()
                .isEqualTo("application /app: all but lib/** quarkus-run.jar quarkus/**" + (aot ? " app.aot" : ""));
    }

    @Test
    void aRuntimeOfItsOwnHasToMeetTheNeedsOfAllThatQuarkusStarts() throws Exception {
        Path app = dir.resolve("target/quarkus-app");
        List<Path> jars = new ArrayList<>();
        for (String jar :
                List.of("app/a.jar", "lib/boot/b.jar", "lib/main/c.jar", "quarkus-run.jar", "quarkus/d.jar")) {
            Files.createDirectories(app.resolve(jar).getParent());
            jars.add(Files.writeString(app.resolve(jar), ""));
        }
        Files.writeString(app.resolve("quarkus/quarkus-application.dat"), "");
        Library used = library("a/lib-1.jar", "g", Kind.RELEASE);
        assertThat(JavaApplication.code(project(Layout.QUARKUS, 17, "", used))).containsExactlyElementsOf(jars);
        assertThat(JavaApplication.code(project(Layout.PACKAGED, 17, "", used))).contains(used.file());
        assertThatThrownBy(() -> JavaApplication.code(project(Layout.WAR, 17, "")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("not for wars");
    }

    @ParameterizedTest
    @CsvSource({
        "8,eclipse-temurin:8-jre,tomcat:9.0-jre8-temurin,tomcat:10.1-jre11-temurin",
        "16,eclipse-temurin:17-jre,tomcat:9.0-jre17-temurin,tomcat:10.1-jre17-temurin",
        "21,eclipse-temurin:21-jre,tomcat:9.0-jre21-temurin,tomcat:10.1-jre21-temurin",
        "26,eclipse-temurin:26-jre,tomcat:9.0-jre26-temurin,tomcat:10.1-jre26-temurin",
    })
    void theUsualBase(int release, String runtime, String javax, String jakarta) {
        assertThat(JavaBase.runtime(release)).isEqualTo(runtime);
        assertThat(JavaBase.servletContainer(release, true)).isEqualTo(javax);
        assertThat(JavaBase.servletContainer(release, false)).isEqualTo(jakarta);
    }

    @ParameterizedTest
    @CsvSource({
        "tomcat:10.1-jre17-temurin,/usr/local/tomcat/webapps/ROOT",
        "registry.example:5000/jetty-team/tomcat-of-ours,/usr/local/tomcat/webapps/ROOT",
        "jetty:12,/var/lib/jetty/webapps/ROOT",
        "tomee:10,/usr/local/tomee/webapps/ROOT",
        "registry.example/tomcat/base:1,",
    })
    void whereServletContainersLookForApplications(String image, String root) {
        assertThat(JavaBase.webRoot(image)).isEqualTo(Optional.ofNullable(root));
    }

    private JavaApplication application(Layout layout, int release, String mainClass, Library... libraries)
            throws IOException {
        return JavaApplication.of(project(layout, release, mainClass, libraries), true);
    }

    private JavaProject project(Layout layout, int release, String mainClass, Library... libraries) {
        return new JavaProject(
                dir.resolve("classes"),
                List.of(libraries),
                dir.resolve("app.jar"),
                false,
                dir.resolve("target"),
                layout,
                layout == Layout.WAR || layout == Layout.WAR_FILE ? "/webapps/ROOT" : "",
                release,
                List.of("-Xmx1g"),
                mainClass,
                "<mainClass>",
                List.of(),
                List.of());
    }

    private Library library(String path, String group, Kind kind) {
        return new Library(dir.resolve(path), group, kind);
    }

    private void compile(String name, String source) throws IOException {
        Path file = Files.createDirectories(dir.resolve("src"))
                .resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, "package " + name.substring(0, name.lastIndexOf('.')) + "; " + source);
        javac(file);
    }

    private void javac(Path file) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classes.toString(),
                        "-d",
                        classes.toString(),
                        file.toString());
        assertThat(status).isZero();
    }

    private void zip(String name, Map<String, String> entries) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(dir.resolve(name)))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }

    private static List<String> describe(JavaApplication app) {
        List<String> lines = new ArrayList<>();
        for (JavaLayer layer : app.layers()) {
            StringBuilder line = new StringBuilder(layer.name() + " " + layer.into() + ":");
            layer.files().forEach(file -> line.append(' ').append(describe(file)));
            lines.add(line.toString());
        }
        return lines;
    }

    /** Names of the layers that are kept for other modules as well. */
    private static List<String> released(JavaApplication app) {
        return app.layers().stream()
                .filter(JavaLayer::released)
                .map(JavaLayer::name)
                .toList();
    }

    private static String describe(Mapping mapping) {
        if (mapping instanceof Mapping.File file) {
            String host = file.host().getFileName().toString();
            return file.path().endsWith(host) ? file.path() : file.path() + " <- " + host;
        }
        if (mapping instanceof Mapping.Bytes bytes) {
            return bytes.path() + " = " + new String(bytes.content(), StandardCharsets.UTF_8);
        }
        if (mapping instanceof Mapping.Tree tree) {
            return tree.into().isEmpty() ? describe(tree.choice()) : tree.into() + "/";
        }
        Mapping.Archive archive = (Mapping.Archive) mapping;
        return archive.zip().getFileName() + "!/ " + describe(archive.choice());
    }

    private static String describe(Mapping.Choice choice) {
        String in = choice.includes().isEmpty() ? "all" : String.join(" ", choice.includes());
        return choice.excludes().isEmpty() ? in : in + " but " + String.join(" ", choice.excludes());
    }
}
