package dev.drydock.maven.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.JarTypes;
import dev.drydock.java.Library.Kind;
import dev.drydock.maven.OneProject;
import dev.drydock.maven.RecordedLog;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.settings.Expressions;
import dev.drydock.maven.settings.SettingSources;
import dev.drydock.maven.settings.Settings;
import dev.drydock.maven.settings.SettingsLog;
import dev.drydock.maven.settings.XmlElement;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviour of the plugin's {@code repackage} in each of these versions, read from its sources. */
class SpringBootTest {

    private static final String BOOT = "org.springframework.boot";

    @TempDir
    Path dir;

    private final Map<String, String> properties = new HashMap<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2.0.9.RELEASE | devtools local
        2.3.12.RELEASE| devtools local
        2.7.18        | devtools local processor starter
        3.0.13        | devtools local processor starter
        3.1.0         | devtools docker-compose local processor starter
        3.5.16        | devtools docker-compose local processor starter
        4.0.0-M1      | devtools docker-compose local processor starter tool optional
        4.0.0         | devtools docker-compose local processor starter tool optional
        4.2.0-M1      | devtools docker-compose local processor starter tool optional
        """)
    void leavesOutWhatItsPluginLeavesOutByVersion(String version, String out) throws Exception {
        assertThat(leftOut(plugin(version, ""))).containsExactlyInAnyOrder(out.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3.5.7 | <excludeDevtools>false</excludeDevtools>              | docker-compose local processor starter
        4.1.0 | <excludeDockerCompose>false</excludeDockerCompose>    | devtools local processor starter tool optional
        4.1.0 | <includeOptional>true</includeOptional>               | devtools docker-compose local processor starter tool
        3.5.7 | <includeOptional>false</includeOptional>              | devtools docker-compose local processor starter optional
        3.5.6 | <includeOptional>false</includeOptional>              | devtools docker-compose local processor starter
        3.5.7 | <includeSystemScope>true</includeSystemScope>         | devtools docker-compose processor starter
        3.5.7 | <excludeGroupIds> other , more.still</excludeGroupIds>| devtools docker-compose local processor starter plain tool still
        2.0.9 | <excludeArtifactIds>plain</excludeArtifactIds>        | devtools local plain
        2.1.0 | <excludeArtifactIds>plain</excludeArtifactIds>        | devtools local
        2.0.9 | <excludes><exclude><groupId>other</groupId><artifactId>plain</artifactId></exclude></excludes> | devtools local plain
        2.0.9 | <excludes><exclude><groupId>other</groupId><artifactId>plain</artifactId><classifier>x</classifier></exclude></excludes> | devtools local
        2.0.9 | <includes><include><groupId>other</groupId><artifactId>plain</artifactId></include></includes> | devtools local docker-compose processor starter tool optional still spring-boot
        """)
    void countsWhatThePomTellsIt(String version, String configuration, String out) throws Exception {
        assertThat(leftOut(plugin(version, "<configuration>" + configuration + "</configuration>")))
                .containsExactlyInAnyOrder(out.split(" "));
    }

    @Test
    void theExecutionOfItsGoalCounts() throws Exception {
        assertThat(leftOut(plugin(
                        "2.0.9",
                        "<executions><execution><id>repackage</id><goals><goal>repackage</goal></goals><configuration>"
                                + "<excludeDevtools>false</excludeDevtools></configuration></execution></executions>")))
                .containsExactly("local");
    }

    @Test
    void propertiesCountWhereThePomSaysNothing() throws Exception {
        properties.put("spring-boot.repackage.excludeDevtools", "false");
        properties.put("spring-boot.excludes", "other:plain, more.still:still:x");
        properties.put("spring-boot.excludeGroupIds", "nobody");
        assertThat(leftOut(plugin("2.0.9", ""))).containsExactlyInAnyOrder("local", "plain");
        assertThat(leftOut(plugin("2.0.9", "<configuration><excludeDevtools>true</excludeDevtools></configuration>")))
                .containsExactlyInAnyOrder("devtools", "local", "plain");
    }

    @Test
    void expressionsInItsConfigurationAreReplaced() throws Exception {
        properties.put("development", "false");
        assertThat(leftOut(plugin(
                        "2.0.9", "<configuration><excludeDevtools>${development}</excludeDevtools></configuration>")))
                .containsExactly("local");
    }

    @Test
    void withoutThePluginWhatOnlyThePluginCouldBeToldToIncludeStays() throws Exception {
        assertThat(leftOut("")).containsExactlyInAnyOrder("devtools", "docker-compose", "processor", "starter", "tool");
    }

    @Test
    void whatAParentManagesCountsForTheCommandLine() throws Exception {
        String managed = "<pluginManagement><plugins><plugin><groupId>" + BOOT
                + "</groupId><artifactId>spring-boot-maven-plugin</artifactId><version>2.0.0</version><configuration>"
                + "<excludeDevtools>false</excludeDevtools></configuration></plugin></plugins></pluginManagement>";
        assertThat(leftOut(managed)).containsExactlyInAnyOrder("docker-compose", "processor", "starter", "tool");
    }

    @Test
    void anyOtherApplicationHasNoSuchRules() throws Exception {
        assertThat(SpringBoot.of(project(""), List.of(library("other", "plain", "", false, false)), settings()))
                .isEmpty();
    }

    @Test
    void typesOfJarsAreReadOnceAndAgainWhenTheJarChanges() throws Exception {
        Path jar = jar("x", "annotation-processor");
        Path kept = dir.resolve("target/types");
        FileTime time = Files.getLastModifiedTime(jar);
        assertThat(type(kept, jar)).isEqualTo("annotation-processor");
        Files.write(jar, new byte[(int) Files.size(jar)]);
        Files.setLastModifiedTime(jar, time);
        assertThat(type(kept, jar)).isEqualTo("annotation-processor");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(time.toMillis() + 1));
        assertThat(type(kept, jar)).isEmpty();
        Files.writeString(kept, "what\never\n\n");
        assertThat(type(kept, jar("y", "development-tool"))).isEqualTo("development-tool");
    }

    private static String type(Path kept, Path jar) throws IOException {
        JarTypes types = JarTypes.in(kept);
        String type = types.of(jar);
        types.keep();
        return type;
    }

    /** Names, without {@code spring-boot-}. */
    private List<String> leftOut(String build) throws Exception {
        List<LibraryArtifact> libraries = List.of(
                library(BOOT, "spring-boot", "", false, false),
                library(BOOT, "spring-boot-devtools", "", false, false),
                library(BOOT, "spring-boot-docker-compose", "", false, false),
                library(BOOT, "spring-boot-processor", "annotation-processor", false, false),
                library(BOOT, "spring-boot-starter", "dependencies-starter", false, false),
                library("other", "tool", "development-tool", false, false),
                library("other", "plain", "", false, false),
                library("more.still", "still", "unknown", false, false),
                library("yet.other", "optional", "", true, false),
                library("yet.other", "local", "", false, true));
        Optional<SpringBoot> boot = SpringBoot.of(project(build), libraries, settings());
        JarTypes types = JarTypes.in(dir.resolve("types"));
        List<String> out = new ArrayList<>();
        for (LibraryArtifact library : libraries) {
            if (!boot.orElseThrow().reason(library, types).isEmpty()) {
                out.add(library.name().replace("spring-boot-", ""));
            }
        }
        return out;
    }

    private Settings settings() {
        var expressions = new Expressions(properties, Map.of(), Map.of(), new OneProject());
        var told = new SettingsLog(new RecordedLog(), new HashMap<>());
        return new Settings(new SettingSources(
                properties, XmlElement.NONE, Map.of(), Map.of(), dir.toAbsolutePath(), expressions, told));
    }

    private static String plugin(String version, String more) {
        return "<plugins><plugin><groupId>" + BOOT + "</groupId><artifactId>spring-boot-maven-plugin</artifactId>"
                + "<version>" + version + "</version>" + more + "</plugin></plugins>";
    }

    private static MavenProject project(String build) throws Exception {
        return new MavenProject(new MavenXpp3Reader()
                .read(new StringReader("<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId>"
                        + "<artifactId>a</artifactId><version>1</version><build>" + build + "</build></project>")));
    }

    private LibraryArtifact library(String group, String name, String type, boolean optional, boolean system)
            throws IOException {
        return new LibraryArtifact(group, name, "", "4.1.0", optional, system, Kind.RELEASE, jar(name, type));
    }

    private Path jar(String name, String type) throws IOException {
        Path jar = dir.resolve(name + ".jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            String attribute = type.isEmpty() ? "" : "Spring-Boot-Jar-Type: " + type + "\n";
            zip.write(("Manifest-Version: 1.0\n" + attribute + "\n").getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return jar;
    }
}
