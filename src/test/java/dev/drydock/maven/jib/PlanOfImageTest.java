package dev.drydock.maven.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import dev.drydock.maven.PomBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of an image that extensions of Jib get, and the same image if they change nothing. */
class PlanOfImageTest extends ExtendedBuilds {

    @Test
    void thePlanHasTheLayersOfTheImageByTheNamesOfJib() throws Exception {
        build("<files><set><from>extra</from><into>/opt</into><owner>7:8</owner></set></files>" + CHANGING)
                .library(new Library(file("a-1.jar"), "g", Kind.RELEASE))
                .library(new Library(file("b-1-SNAPSHOT.jar"), "g", Kind.SNAPSHOT))
                .library(new Library(file("c.jar"), "g", Kind.MODULE))
                .run();
        assertThat(lines(seen))
                .containsExactly(
                        "extra files: /opt/bin 755 7:8",
                        "extra files: /opt/bin/tool 755 7:8",
                        "dependencies: /app/libs/a-1.jar 644 ",
                        "snapshot dependencies: /app/libs/b-1-SNAPSHOT.jar 644 ",
                        "project dependencies: /app/libs/c.jar 644 ",
                        "jvm arg files: /app/class-path 644 ",
                        "resources: /app/resources/config 755 ",
                        "resources: /app/resources/config/app.yml 644 ",
                        "classes: /app/classes/Main.class 644 ");
        for (FileEntry entry : entries(seen)) {
            assertThat(entry.getSourceFile()).exists();
            assertThat(entry.getModificationTime()).isEqualTo("1980-02-01T00:00:00Z");
        }
    }

    @Test
    void thePlanTellsWhatTheContainerIsToDo() throws Exception {
        build("<env><A>1</A></env><labels><l>2</l></labels><ports>80,90-91/udp,5/sctp</ports><volumes>/data</volumes>"
                        + "<user>me</user><workdir>/work</workdir><cmd>x y</cmd><jvmFlags>-Xmx9m</jvmFlags>"
                        + "<platforms>linux/amd64,linux/arm/v7</platforms>" + CHANGING)
                .run();
        assertThat(seen.getBaseImage()).isEqualTo("scratch");
        assertThat(seen.getFormat()).isEqualTo(ImageFormat.OCI);
        assertThat(seen.getCreationTime()).isEqualTo("1980-02-01T00:00:00Z");
        assertThat(seen.getPlatforms()).containsExactly(new Platform("amd64", "linux"), new Platform("arm", "linux"));
        assertThat(seen.getEnvironment()).isEqualTo(Map.of("A", "1"));
        assertThat(seen.getLabels()).isEqualTo(Map.of("l", "2"));
        assertThat(seen.getExposedPorts()).containsExactlyInAnyOrder(Port.tcp(80), Port.udp(90), Port.udp(91));
        assertThat(seen.getVolumes()).containsExactly(AbsoluteUnixPath.get("/data"));
        assertThat(seen.getUser()).isEqualTo("me");
        assertThat(seen.getWorkingDirectory()).isEqualTo(AbsoluteUnixPath.get("/work"));
        assertThat(seen.getEntrypoint()).containsExactly("java", "-Xmx9m", "-cp", "@/app/class-path", "Main");
        assertThat(seen.getCmd()).containsExactly("x", "y");
    }

    /** Commands, links, checks and odd modes are in none of the plans, but in the images. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<timestamp>preserve</timestamp>",
                "<files><set><from>extra</from><into>/opt/</into><mode>4750</mode><owner>7</owner></set></files>",
                "<env><Z>1</Z><A>2</A></env><labels><z>1</z><a>2</a></labels><volumes>/z,/a</volumes><ports>5/sctp,9,8</ports>",
                "<healthcheck>true</healthcheck><stopSignal>SIGQUIT</stopSignal><workdir>/work/</workdir><user>5</user>",
                "<layout>layers</layout>",
                "<layout>none</layout><entrypoint>/x</entrypoint><annotations><a>b</a></annotations>",
                "<platforms>linux/amd64,linux/arm/v7</platforms>",
            })
    void anExtensionThatChangesNothingLeavesTheImageAsItIs(String configuration) throws Exception {
        bootJar();
        PomBuild plain = build(configuration);
        plain.run();
        String digest = Files.readString(plain.output().resolve("image.digest"));
        PomBuild extended = build(configuration + CHANGING);
        extended.run();
        assertThat(Files.readString(extended.output().resolve("image.digest"))).isEqualTo(digest);
    }

    /** The same entries in new layers, so that everything is put together anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<layout>layers</layout>",
                "<files><set><from>extra</from><into>/opt/</into><mode>4750</mode><owner>7</owner></set></files>"
            })
    void filesAreWhatTheyWereInALayerPutTogetherAnew(String configuration) throws Exception {
        bootJar();
        PomBuild plain = build(configuration);
        plain.run();
        List<String> before = tar(plain);
        ChangingExtension.change = plan -> layers(
                plan,
                layer -> layer.toBuilder()
                        .setEntries(reversed(layer.getEntries()))
                        .build());
        PomBuild extended = build(configuration + CHANGING);
        extended.run();
        assertThat(tar(extended)).isEqualTo(before);
    }

    private void bootJar() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(dir.resolve("target/app-1.0.jar")))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Main-Class: Launcher\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\n\n".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("BOOT-INF/layers.idx"));
            zip.write("- \"application\":\n  - \"META-INF/\"\n".getBytes(UTF_8));
        }
    }

    private static List<String> lines(ContainerBuildPlan plan) {
        List<String> lines = new ArrayList<>();
        for (LayerObject layer : plan.getLayers()) {
            for (FileEntry entry : ((FileEntriesLayer) layer).getEntries()) {
                lines.add(layer.getName() + ": " + entry.getExtractionPath() + " "
                        + entry.getPermissions().toOctalString() + " " + entry.getOwnership());
            }
        }
        return lines;
    }

    private static List<FileEntry> reversed(List<FileEntry> entries) {
        List<FileEntry> reversed = new ArrayList<>();
        entries.forEach(entry -> reversed.add(
                0,
                new FileEntry(
                        entry.getSourceFile(),
                        entry.getExtractionPath(),
                        entry.getPermissions(),
                        entry.getModificationTime(),
                        entry.getOwnership())));
        return reversed;
    }
}
