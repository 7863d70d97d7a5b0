package dev.drydock.maven.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.drydock.image.ImageConfig;
import dev.drydock.maven.PomBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Images whose plan an extension of Jib has changed. */
class ChangedPlanTest extends ExtendedBuilds {

    @Test
    void permissionsOwnersAndTimesOfAnExtensionCount() throws Exception {
        ChangingExtension.change = plan -> entries(plan, entry -> {
            String path = entry.getExtractionPath().toString();
            boolean config = path.startsWith("/app/resources/config");
            boolean main = path.endsWith(".class");
            return new FileEntry(
                    entry.getSourceFile(),
                    entry.getExtractionPath(),
                    main ? FilePermissions.fromOctalString("600") : entry.getPermissions(),
                    path.endsWith("app.yml") ? OWN : entry.getModificationTime(),
                    config ? "1001:1002" : entry.getOwnership());
        });
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(tar(build))
                .contains(
                        "app/resources/ 755 0:0 1980-02-01T00:00:00Z",
                        "app/resources/config/ 755 1001:1002 1980-02-01T00:00:00Z",
                        "app/resources/config/app.yml 644 1001:1002 2001-02-03T04:05:06Z",
                        "app/classes/Main.class 600 0:0 1980-02-01T00:00:00Z");
    }

    /** Times do not count in the keys of ordinary steps. */
    @Test
    void anotherTimeIsNotTakenFromTheCache() throws Exception {
        for (Instant time : List.of(OWN, OWN.plusSeconds(1))) {
            ChangingExtension.change = plan -> entries(
                    plan,
                    entry -> new FileEntry(
                            entry.getSourceFile(), entry.getExtractionPath(), entry.getPermissions(), time, ""));
            PomBuild build = build(CHANGING);
            build.run();
            assertThat(tar(build)).contains("app/resources/config/app.yml 644 0:0 " + time);
        }
    }

    @Test
    void aLayerOfAnExtensionHasItsFilesAndItsDirectories() throws Exception {
        Path source = file("somewhere/else");
        Files.setLastModifiedTime(source, FileTime.from(OWN));
        ChangingExtension.change = plan -> plan.toBuilder()
                .addLayer(FileEntriesLayer.builder()
                        .setName("new one")
                        .addEntryRecursive(source.getParent(), AbsoluteUnixPath.get("/srv/data"))
                        .build())
                .build();
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(tar(build))
                .endsWith(
                        "srv/ 755 0:0 1980-02-01T00:00:00Z",
                        "srv/data/ 755 0:0 1970-01-01T00:00:01Z",
                        "srv/data/else 644 0:0 1970-01-01T00:00:01Z");
        assertThat(history(build)).contains("COPY new one /srv # drydock");
    }

    @Test
    void whatAnExtensionWantsOfTheContainerIsInTheConfiguration() throws Exception {
        ChangingExtension.change = plan -> plan.toBuilder()
                .setEnvironment(Map.of("KEPT", "new", "MORE", "1"))
                .addLabel("more", "2")
                .setExposedPorts(new HashSet<>(Set.of(Port.tcp(80), Port.udp(53))))
                .addVolume(AbsoluteUnixPath.get("/cache"))
                .setUser("9")
                .setWorkingDirectory(AbsoluteUnixPath.get("/there"))
                .setEntrypoint(List.of("/launch"))
                .setCmd(null)
                .setCreationTime(OWN)
                .setFormat(ImageFormat.Docker)
                .setPlatforms(Set.of(new Platform("arm64", "linux")))
                .build();
        PomBuild build =
                build("<env><GONE>1</GONE><KEPT>1</KEPT></env><ports>80,81,6/sctp</ports><volumes>/data</volumes>"
                        + "<healthcheck>true</healthcheck><cmd>x</cmd>" + CHANGING);
        build.run();
        ImageConfig config = image(build).parsedConfig();
        assertThat(config.env())
                .contains(Map.entry("KEPT", "new"), Map.entry("MORE", "1"))
                .doesNotContainKey("GONE");
        assertThat(config.labels()).containsEntry("more", "2");
        assertThat(text(build))
                .contains("\"80/tcp\"", "\"6/sctp\"", "\"53/udp\"", "\"/data\"", "\"/cache\"", "\"CMD-SHELL\"")
                .contains("\"created\":\"2001-02-03T04:05:06Z\"")
                .doesNotContain("81/tcp");
        assertThat(config.user()).isEqualTo("9");
        assertThat(config.entrypoint()).containsExactly("/launch");
        assertThat(config.cmd()).isEmpty();
        assertThat(config.platform()).hasToString("linux/arm64");
        assertThat(tar(build)).contains("app/classes/Main.class 644 0:0 1980-02-01T00:00:00Z");
    }

    private static String text(PomBuild build) throws IOException {
        return new String(image(build).parsedConfig().toBytes(), UTF_8);
    }
}
