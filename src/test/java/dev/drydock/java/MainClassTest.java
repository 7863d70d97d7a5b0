package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A main class that is named: nothing is built that cannot start it. */
class MainClassTest {

    private static final String MAIN = "public static void main(String[] a) {}";

    private static final Map<String, String> SOURCES = new TreeMap<>(Map.of(
            "demo/App.java", "package demo; public class App { " + MAIN + " }",
            "demo/web/Server.java", "package demo.web; public class Server { " + MAIN + " }",
            "demo/ToolKt.java", "package demo; public class ToolKt { " + MAIN + " }",
            "demo/Plain.java", "package demo; public class Plain { int size() { return 1; } class Inner {} }",
            "demo/Heir.java", "package demo; public class Heir extends App {}",
            "demo/Instance.java", "package demo; public class Instance { void main() {} }",
            "lib/Launcher.java", "package lib; public class Launcher { " + MAIN + " }"));

    @TempDir
    static Path compiled;

    @TempDir
    Path dir;

    private final List<Library> libraries = new ArrayList<>();

    @BeforeAll
    static void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", compiled.toString()));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = compiled.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    @BeforeEach
    void makeApplication() throws IOException {
        for (String type : List.of("App", "web/Server", "ToolKt", "Plain", "Plain$Inner", "Heir", "Instance")) {
            copy("demo/" + type + ".class");
        }
        libraries.add(jar("empty.jar", Map.of()));
        libraries.add(jar("launcher.jar", Map.of("lib/Launcher.class", bytes("lib/Launcher.class"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.App", "demo.Heir", "demo.Instance", "lib.Launcher", "demo.web.Server", "demo/App"})
    void aClassTheJvmMayStartIsTaken(String name) throws Exception {
        assertThat(application(Layout.EXPLODED, name).mainClass()).isEqualTo(name);
        assertThat(application(Layout.EXPLODED, name).mainClass()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "demo.Ap,        demo.App",
        "demo.app,       demo.App",
        "App,            demo.App",
        "demo.Server,    demo.web.Server",
        "demo.Tool,      demo.ToolKt",
        "demo.Launcher,  lib.Launcher",
        "demo.web.Serve, demo.web.Server",
    })
    void aClassThatIsNowhereIsRefusedWithTheNearestThereIs(String name, String near) {
        for (Layout layout : List.of(Layout.EXPLODED, Layout.PACKAGED)) {
            assertThatThrownBy(() -> application(layout, name))
                    .isInstanceOfSatisfying(
                            BuildFailure.class,
                            failure -> assertThat(failure.hint())
                                    .isEqualTo("Did you mean " + near + "? It is named by <mainClass>."))
                    .hasMessage("The main class " + name + " is in no class folder and no jar of the application");
        }
    }

    @Test
    void aClassWithoutMainMethodIsRefused() {
        assertThatThrownBy(() -> application(Layout.EXPLODED, "demo.Plain"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("The main class demo.Plain has no main method");
    }

    @Test
    void ofAPackagedApplicationTheJarCountsAndNotTheFolder() throws Exception {
        copy("lib/Launcher.class");
        libraries.clear();
        assertThat(application(Layout.EXPLODED, "lib.Launcher").command()).contains("lib.Launcher");
        assertThatThrownBy(() -> application(Layout.PACKAGED, "lib.Launcher")).hasMessageContaining("no jar");
    }

    @Test
    void aClassOfALibraryThatHasGoneIsMissed() throws Exception {
        application(Layout.EXPLODED, "lib.Launcher");
        libraries.remove(1);
        assertThatThrownBy(() -> application(Layout.EXPLODED, "lib.Launcher")).hasMessageContaining("is in no");
    }

    @Test
    void whatAnExtraClassPathHasNobodyCanTell() throws Exception {
        JavaProject project = project(Layout.EXPLODED, "of.the.Base", List.of("/opt/base.jar"));
        assertThat(JavaApplication.of(project, true).mainClass()).isEqualTo("of.the.Base");
    }

    @Test
    void anEntrypointOfTheUsersStartsWhatItLikes() throws Exception {
        assertThat(JavaApplication.of(project(Layout.EXPLODED, "demo.Ap", List.of()), false)
                        .command())
                .isNull();
    }

    @Test
    void aModuleThatOnlyInheritsTheNameHasNothingToStart() throws Exception {
        assertThat(JavaApplication.hasItsStart(project(Layout.EXPLODED, "demo.Ap", List.of())))
                .isTrue(); // it has other main classes, and so is to be told of the mistake
        Path library = dir.resolve("library");
        Files.createDirectories(library);
        Files.copy(compiled.resolve("demo/Plain.class"), library.resolve("Plain.class"));
        JavaProject inheriting = new JavaProject(
                library,
                List.of(),
                dir.resolve("no.jar"),
                false,
                dir.resolve("other"),
                Layout.EXPLODED,
                "",
                17,
                List.of(),
                "demo.App",
                "",
                List.of(),
                List.of());
        assertThat(JavaApplication.hasItsStart(inheriting)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "demo.App,     JarLauncher,        true",
        "lib.Launcher, JarLauncher,        true",
        "nested.Main,  JarLauncher,        true",
        "demo.Ap,      JarLauncher,        false",
        "demo.Ap,      PropertiesLauncher, true",
    })
    void theClassAnExecutableJarStartsIsInIt(String start, String launcher, boolean there) throws Exception {
        String manifest = "Manifest-Version: 1.0\nMain-Class: org.springframework.boot.loader.launch." + launcher
                + "\nStart-Class: " + start + "\n\n";
        byte[] nested = zip(Map.of("nested/Main.class", bytes("demo/App.class")));
        jar(
                "app.jar",
                Map.of(
                        "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8),
                        "BOOT-INF/layers.idx", "- \"all\":\n  - \"BOOT-INF/\"\n".getBytes(StandardCharsets.UTF_8),
                        "BOOT-INF/classes/demo/App.class", bytes("demo/App.class"),
                        "BOOT-INF/lib/nested.jar", nested));
        JavaProject project = project(Layout.LAYERS, "", List.of());
        if (there) {
            assertThat(JavaApplication.of(project, true).command()).isNotNull();
        } else {
            assertThatThrownBy(() -> JavaApplication.of(project, true))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("The main class demo.Ap is in no class folder and no jar");
        }
    }

    private JavaApplication application(Layout layout, String name) throws IOException {
        return JavaApplication.of(project(layout, name, List.of()), true);
    }

    private JavaProject project(Layout layout, String name, List<String> classPath) throws IOException {
        Path jar = dir.resolve("app.jar");
        if (!Files.exists(jar)) {
            jar(
                    "app.jar",
                    Map.of(
                            "demo/App.class", bytes("demo/App.class"),
                            "demo/ToolKt.class", bytes("demo/ToolKt.class"),
                            "demo/web/Server.class", bytes("demo/web/Server.class")));
        }
        return new JavaProject(
                dir.resolve("classes"),
                List.copyOf(libraries),
                jar,
                false,
                dir.resolve("target"),
                layout,
                "",
                17,
                List.of(),
                name,
                "<mainClass>",
                classPath,
                List.of());
    }

    private void copy(String type) throws IOException {
        Path to = dir.resolve("classes").resolve(type);
        Files.createDirectories(to.getParent());
        Files.copy(compiled.resolve(type), to);
    }

    private static byte[] bytes(String type) throws IOException {
        return Files.readAllBytes(compiled.resolve(type));
    }

    private Library jar(String name, Map<String, byte[]> entries) throws IOException {
        return new Library(Files.write(dir.resolve(name), zip(entries)), "g", Kind.RELEASE);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream((OutputStream) bytes)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
