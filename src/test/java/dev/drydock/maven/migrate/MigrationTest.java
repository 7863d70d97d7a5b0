package dev.drydock.maven.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library;
import dev.drydock.maven.BuiltPaths;
import dev.drydock.maven.OneProject;
import dev.drydock.maven.PomBuild;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.settings.ConfigurationCheck;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configurations as projects have them, and what becomes of each. A case is a file: remarks about the project, the configuration,
 * {@code ---- expected} with ours, {@code ---- told} with the beginnings of what is told besides, all of it.
 */
class MigrationTest {

    @TempDir
    Path dir;

    /** Outside of build contexts, which must not change while they are read. */
    @TempDir
    Path store;

    private final List<String> remarks = new ArrayList<>();

    static Stream<String> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(MigrationTest.class.getResource("jib-properties-only.txt"))
                        .toURI())
                .getParent();
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, "*.txt")) {
            files.forEach(file -> names.add(file.getFileName().toString().replace(".txt", "")));
        }
        return names.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aConfigurationBecomesOneOfOursThatBuilds(String name) throws Exception {
        String[] parts = read(name).split("---- (expected|told)\n", -1);
        Converted converted = convert(name, given(parts[0]));
        assertThat(String.join("\n", converted.configuration()) + "\n").isEqualTo(parts[1]);
        List<String> told = parts[2].lines().toList();
        assertThat(converted.told()).hasSameSizeAs(told);
        for (int i = 0; i < told.size(); i++) {
            assertThat(converted.told().get(i)).startsWith(told.get(i));
        }
        ConfigurationCheck.check(dom(parts[1]), new OneProject());
        build(parts[1]);
    }

    @Test
    void thePluginHasItsCoordinatesAndTheDependenciesOfExtensions() throws Exception {
        String[] parts = read("jib-platforms-and-an-extension").split("---- expected\n");
        Converted converted = convert("jib-platforms-and-an-extension", given(parts[0]));
        assertThat(String.join("\n", converted.plugin("1.0")))
                .startsWith("""
                        <plugin>
                          <groupId>dev.drydock</groupId>
                          <artifactId>drydock-maven-plugin</artifactId>
                          <version>1.0</version>
                          <extensions>true</extensions>
                          <dependencies>
                            <dependency>
                              <groupId>com.google.cloud.tools</groupId>
                              <artifactId>jib-layer-filter-extension-maven</artifactId>
                              <version>0.3.0</version>
                            </dependency>
                          </dependencies>
                          <configuration>
                            <image>
                        """.strip())
                .endsWith("    </image>\n  </configuration>\n</plugin>");
    }

    /** A row with a misspelt element would make configurations that are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"jib", "dmp"})
    void everyRowLeadsToASettingOrSaysSomething(String table) {
        Row.table(table).values().forEach(rows -> {
            assertThat(rows).isNotEmpty().allSatisfy(row -> {
                if (row.to().isEmpty()) {
                    assertThat(row.way() == Way.JIB_FILE_TIME || !row.said().isEmpty())
                            .as(row.from())
                            .isTrue();
                } else {
                    String element = row.to().replaceFirst("/.*", "");
                    assertThat(element.equals("name") || ConfigurationCheck.knows(element))
                            .as(row.to())
                            .isTrue();
                }
            });
        });
    }

    @Test
    void passwordsAreNotPrinted() throws Exception {
        String[] parts = read("dmp-several-images").split("---- expected\n");
        Converted converted = convert("dmp-several-images", given(parts[0]));
        assertThat(converted.toString()).doesNotContain("secret");
    }

    private Converted convert(String name, Xpp3Dom given) {
        Facts facts = new Facts(
                "org.example.shop",
                "shop-api",
                "1.2.0",
                remarks("packaging").stream().findFirst().orElse("jar"),
                dir,
                dir.resolve("target"),
                "app-1.0",
                properties(),
                remarks("direct"));
        return name.startsWith("jib")
                ? FromJib.convert(given, remarks("dependency"), facts)
                : FromDmp.convert(given, facts);
    }

    private Xpp3Dom given(String part) throws Exception {
        StringBuilder xml = new StringBuilder();
        for (String line : part.split("\n")) {
            if (line.startsWith("# ")) {
                remarks.add(line.substring(2));
            } else {
                xml.append(line.replace("@base@", dir.toString())).append('\n');
            }
        }
        for (String file : remarks("file")) {
            write(file, file);
        }
        for (String content : remarks("content")) { // PATH TEXT, with \\n for the end of a line
            int blank = content.indexOf(' ');
            write(content.substring(0, blank), content.substring(blank + 1).replace("\\n", "\n"));
        }
        for (String file : remarks("dockerfile")) {
            write(file, "FROM scratch AS final\nARG JAR COMMIT\nCOPY . /\n");
        }
        return dom(xml.toString());
    }

    private void build(String expected) throws Exception {
        if (!remarks("not").isEmpty()) {
            return;
        }
        Path classes = Files.createDirectories(dir.resolve("target/classes"));
        Path source =
                Files.writeString(dir.resolve("Main.java"), "class Main { public static void main(String[] a) {} }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        try (var jar = new ZipOutputStream(Files.newOutputStream(dir.resolve("target/app-1.0.jar")))) {
            jar.putNextEntry(new ZipEntry("Main.class"));
            jar.write(Files.readAllBytes(classes.resolve("Main.class")));
        }
        PomBuild build = new PomBuild(dir)
                .configuration(expected.replaceAll("</?configuration>\n?(?=  <|$)", "")
                        .replaceFirst("^<configuration>", "")
                        .replaceFirst("</configuration>\\s*$", ""))
                .packaging(remarks("packaging").stream().findFirst().orElse("jar"))
                .user("drydock.cacheDirectory", store.toString());
        if (remarks("dockerfile").isEmpty() || expected.contains("<layout>none</layout>")) {
            build.user("drydock.from", "scratch");
        }
        for (String library : remarks("library")) { // group:artifact:version
            String[] parts = library.split(":");
            Path jar = dir.resolve("repository/" + parts[1] + "-" + parts[2] + ".jar");
            Files.createDirectories(jar.getParent());
            try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new ZipEntry("META-INF/" + parts[1] + ".txt"));
            }
            build.library(
                    new LibraryArtifact(parts[0], parts[1], "", parts[2], false, false, Library.Kind.RELEASE, jar));
        }
        build.run();
        assertThat(build.log()).contains("Built ").doesNotContain("changes nothing");
        for (String path : remarks("has")) { // as the image has it
            assertThat(BuiltPaths.of(build.output())).containsKey(path);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (String property : remarks("property")) {
            int equals = property.indexOf('=');
            properties.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return properties;
    }

    /** The remarks that begin with this word, without it. */
    private List<String> remarks(String word) {
        return remarks.stream()
                .filter(remark -> remark.startsWith(word + " "))
                .map(remark -> remark.substring(word.length() + 1))
                .toList();
    }

    private void write(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String read(String name) throws IOException {
        try (var in = Objects.requireNonNull(MigrationTest.class.getResourceAsStream(name + ".txt"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Xpp3Dom dom(String xml) throws Exception {
        return Xpp3DomBuilder.build(new StringReader(xml));
    }
}
