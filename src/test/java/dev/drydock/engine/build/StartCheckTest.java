package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Config;
import dev.drydock.frontend.app.AppImage.Healthcheck;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.plan.Mapping;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images no container of which can start are built with a warning, and only those. */
class StartCheckTest {

    /** The files of every image here: what it has of a system, and programs good and bad. */
    private static final List<Mapping> FILES = List.of(
            file("bin/sh", "\177ELF", 0755),
            file("opt/java/bin/java", "\177ELF", 0755),
            new Mapping.Link("usr/bin/alias", "/opt/java/bin/java"),
            new Mapping.Link("usr/bin/dangling", "/nowhere"),
            file("app/run.sh", "#!/bin/sh\necho\n", 0755),
            file("app/plain.sh", "#!/bin/sh\n", 0644),
            file("app/owners.sh", "#!/bin/sh\n", 0744),
            file("app/private.sh", "#!/bin/sh\n", 0700),
            file("app/windows.sh", "#!/bin/sh\r\necho\r\n", 0755),
            file("app/bash.sh", "#!/bin/bash -e\n", 0755),
            file("app/env.sh", "#! /usr/bin/env python3\n", 0755),
            file("app/env-options.sh", "#!/usr/bin/env -S sh -e\n", 0755),
            file("app/no-line.sh", "#!/bin/sh", 0755),
            file("app/text", "echo\n", 0755),
            file("usr/bin/env", "\177ELF", 0755),
            file("etc/passwd", "root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n", 0644),
            file("etc/group", "root:x:0:\nstaff:x:50:\n", 0644));

    @TempDir
    Path dir;

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh",
                "/bin/sh",
                "alias",
                "/usr/bin/alias",
                "run.sh",
                "./run.sh",
                "../app/run.sh",
                "env-options.sh",
                "no-line.sh",
                "text",
                "/data/tool",
                "owners.sh",
            })
    void aProgramThatIsThereIsNoReasonToWarn(String program) throws Exception {
        build(program, "0", null);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing        | is in no directory of PATH (/usr/bin:/bin:/app)",
                "dangling       | is in no directory of PATH (/usr/bin:/bin:/app)",
                "./nothing      | is not in the image",
                "/app           | is no file (/app)",
                "/app/plain.sh  | may not be executed (/app/plain.sh has mode 644)",
                "private.sh     | may be executed by its owner only (/app/private.sh has mode 700 and belongs to 0;"
                        + " the user is 1000)",
                "windows.sh     | has the line ends of Windows (/app/windows.sh), so that its first line names no"
                        + " program there is",
                "bash.sh        | is a script for /bin/bash (/app/bash.sh), which is not in the image",
                "env.sh         | is a script for python3 (/app/env.sh), which is not in the image",
            })
    void aProgramThatCannotBeStartedIsToldOf(String program, String why) throws Exception {
        build(program, "1000", null);
        assertThat(warnings)
                .containsExactly(
                        "pom.xml: A container of this image cannot start: its program " + program + " " + why + ".");
    }

    @Test
    void theWarningIsRepeatedAsLongAsNothingChanges() throws Exception {
        build("nothing", "", null);
        build("nothing", "", null);
        assertThat(warnings).hasSize(2);
    }

    @Test
    void ofJavaThePlaceIsToldOrWhereToHaveItFrom() throws Exception {
        build(image(List.of("java", "Main"), Map.of("JAVA_HOME", "/opt/java"), "", null, true, List.of()));
        build(image(List.of("java", "Main"), Map.of(), "", null, true, List.of()));
        assertThat(warnings.get(0)).endsWith("JAVA_HOME has one: put /opt/java/bin into PATH with <env>.");
        assertThat(warnings.get(1))
                .endsWith("Take a base image with Java, or have a runtime linked for the application:"
                        + " <runtime>jlink</runtime>.");
        assertThat(warnings).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app       |",
                "app:staff |",
                "4711      |",
                "4711:50   |",
                "web       | USER web: there is no user 'web' in /etc/passwd of the image",
                "app:web   | USER app:web: there is no group 'web' in /etc/group of the image",
            })
    void aUserIsLookedForWhereContainersLookForIt(String user, @Nullable String why) throws Exception {
        build("sh", user, null);
        assertThat(warnings)
                .isEqualTo(
                        why == null
                                ? List.of()
                                : List.of("pom.xml: A container of this image cannot start: " + why + "."));
    }

    @Test
    void aHealthCheckNeedsItsShell() throws Exception {
        var check = new Healthcheck("true", Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        build("sh", "", check);
        assertThat(warnings).isEmpty();
        var config = new Config(null, null, Map.of(), Map.of(), Map.of(), List.of(), List.of(), "", "", check, "");
        build(new AppImage("pom.xml", new AppImage.Base.Scratch(), List.of(), config, false, List.of()));
        assertThat(warnings)
                .containsExactly("pom.xml: A container of this image will be unhealthy: /bin/sh, which its health check"
                        + " starts, is not in the image.");
    }

    @Test
    void anImageThatIsToStartSomethingHasSomethingToStart() throws Exception {
        build(image(null, Map.of(), "", null, true, List.of()));
        assertThat(warnings)
                .containsExactly(
                        "pom.xml: A container of this image has nothing to start: the base image names no program.");
        build(image(null, Map.of(), "", null, false, List.of()));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aClassPathNeedsWhatItNames() throws Exception {
        build(image(
                List.of("sh"),
                Map.of(),
                "",
                null,
                true,
                List.of("/app", "/app/*", "run.sh", "/data/x.jar", "/x.jar", "lib/*")));
        assertThat(warnings)
                .extracting(line -> line.replaceAll(", and there.*", ""))
                .containsExactly("pom.xml: The class path has /x.jar", "pom.xml: The class path has lib/*");
    }

    @Test
    void imagesOfDockerfilesAreLookedAtToo() throws Exception {
        Path context = Files.createDirectories(dir.resolve("context"));
        Files.writeString(context.resolve("f"), "");
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY f /f\nCMD serve now\n");
        Workspace space = Workspace.of(dir.resolve("out"), dir.resolve("store"));
        new Builder(surroundings())
                .build(BuildRequest.of(
                        new ImageSource.Dockerfile(context, context.resolve("Dockerfile")),
                        Reference.parse("app:1"),
                        space));
        assertThat(warnings)
                .contains(
                        "Dockerfile: A container of this image cannot start: its program /bin/sh is not in the image.");
    }

    /** Layers that were left in a registry are unknown, and nobody fetches them to find out. */
    @Test
    void ofABaseThatWasNotLookedIntoNothingIsKnown() throws Exception {
        try (TestRegistry registry = TestRegistry.start()) {
            Reference name = Reference.parse(registry.hostAndPort() + "/team/base:1");
            BuildResult base = build(image(null, Map.of(), "", null, false, List.of()));
            Pushes.push(new ImagePush(base.layout(), List.of(name)), surroundings());
            String layer = OciLayout.open(base.layout())
                    .image("", Platform.current())
                    .manifest()
                    .layers()
                    .get(0)
                    .digest()
                    .toString();
            Path context = Files.createDirectories(dir.resolve("context"));
            Files.writeString(context.resolve("f"), "");
            for (String copy : List.of("COPY --link f /f", "COPY f /f")) {
                Files.writeString(
                        context.resolve("Dockerfile"), "FROM " + name + "\n" + copy + "\nCMD [\"nothing\"]\n");
                registry.forgetRequests();
                BuildRequest request = BuildRequest.of(
                        new ImageSource.Dockerfile(context, context.resolve("Dockerfile")),
                        Reference.parse("app:1"),
                        Workspace.of(dir.resolve("other"), dir.resolve("fresh")));
                new Builder(surroundings())
                        .build(request.withOptions(
                                new BuildOptionsBuilder().leaveLayers(true).build()));
                boolean fetched = registry.requests().stream()
                        .anyMatch(asked ->
                                asked.method().equals("GET") && asked.path().endsWith(layer));
                assertThat(fetched).as(copy).isEqualTo(!copy.contains("--link"));
                assertThat(warnings).as(copy).hasSize(fetched ? 1 : 0);
            }
        }
    }

    private BuildResult build(String program, String user, @Nullable Healthcheck check) throws Exception {
        return build(image(List.of(program), Map.of(), user, check, true, List.of()));
    }

    private static AppImage image(
            @Nullable List<String> entrypoint,
            Map<String, String> env,
            String user,
            @Nullable Healthcheck check,
            boolean starts,
            List<String> needs) {
        Map<String, String> all = new java.util.TreeMap<>(env);
        all.put("PATH", "/usr/bin:/bin:/app");
        var config = new Config(
                entrypoint, null, all, Map.of(), Map.of(), List.of(), List.of("/data"), user, "/app", check, "");
        return new AppImage(
                "pom.xml", new AppImage.Base.Scratch(), List.of(new Part.Files("app", "/", "")), config, starts, needs);
    }

    private BuildResult build(AppImage image) throws Exception {
        var source = new ImageSource.Application(dir.resolve("place"), image, Map.of("app", FILES));
        Workspace space = Workspace.of(dir.resolve("out"), dir.resolve("store"));
        return new Builder(surroundings()).build(BuildRequest.of(source, Reference.parse("app:1"), space));
    }

    private BuildEnvironment surroundings() {
        var log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        return new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of());
    }

    private static Mapping file(String path, String content, int mode) {
        return new Mapping.Bytes(path, content.getBytes(StandardCharsets.UTF_8), mode);
    }
}
