package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.docs.CiFiles.Job;
import dev.drydock.it.PageProjects;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the jobs of {@link CiFiles} as their services would, one after the other, with the project of getting-started and a
 * registry that asks for a password; logs stay in {@code target/ci-jobs}. Arguments: a Maven of 3.9 or newer, and a local repository with the plugin in it.
 */
public final class CiJobs {

    private static final String USER = "builder";
    private static final String PASSWORD = "s3cret";
    private static final String COMMIT = "0f1e2d3c";
    private static final Pattern LOCAL_REPOSITORY = Pattern.compile("-Dmaven\\.repo\\.local=(\\S+)");

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    private final Path maven;
    private final Path repository;
    private final TestRegistry registry;
    private final Path work;

    private CiJobs(List<Path> arguments, TestRegistry registry, Path work) {
        this.maven = arguments.get(0);
        this.repository = arguments.get(1);
        this.registry = registry;
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        List<Path> arguments = Stream.of(args)
                .map(argument -> Path.of(argument).toAbsolutePath())
                .toList();
        try (TestRegistry registry = TestRegistry.start(TestRegistry.Login.basic(USER, PASSWORD))) {
            Path work = Files.createTempDirectory(Files.createDirectories(Path.of("target/ci-jobs")), "run-")
                    .toAbsolutePath();
            new CiJobs(arguments, registry, work).runAll();
        }
    }

    private void runAll() throws IOException, InterruptedException {
        int number = 0;
        for (Job job : CiFiles.all()) {
            run(job, work.resolve(++number + "-" + job.service()));
        }
        assertThat(number).as("jobs in the pages").isEqualTo(12);
    }

    private void run(Job job, Path folder) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Path project = project(folder);
        Map<String, String> environment = environment(job, folder);
        String script = ofService(job.script(), folder);
        link(script + environment.getOrDefault("MAVEN_ARGS", ""), folder);
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", script)
                .directory(project.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("log"), said);
        assertThat(process.waitFor()).as(job.script() + "\n" + said).isZero();
        check(job, folder, said);
        System.out.printf(
                "%-10s %4.1f s  %s%n",
                job.service(),
                (System.nanoTime() - began) / 1e9,
                job.script().strip().lines().reduce((first, last) -> last).orElse(""));
    }

    /** The project of getting-started, on an empty base image, whose names are ours. */
    private Path project(Path folder) throws IOException {
        Path project = folder.resolve("a/b/hello");
        Files.createDirectories(folder.resolve("a/b"));
        PageProjects.writeTo(folder.resolve("a/b"), Path.of("src/site/markdown"));
        Path pom = project.resolve("pom.xml");
        Files.writeString(
                pom, Files.readString(pom).replace("<name>team/", "<name>" + registry.hostAndPort() + "/team/"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.writeString(
                project.resolve(".mvn/maven.config"),
                String.join(
                        "\n",
                        "-Dmaven.repo.local=" + repository,
                        "-Ddrydock.from=scratch",
                        "-Ddrydock.cacheDirectory=" + folder.resolve("store"),
                        ""));
        return project;
    }

    private Map<String, String> environment(Job job, Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        String auth = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        String config = "{\"auths\":{\"" + registry.hostAndPort() + "\":{\"auth\":\"" + auth + "\"}}}";
        if (job.service().equals("skaffold") || job.service().equals("tilt")) {
            Files.createDirectories(home.resolve(".docker"));
            Files.writeString(home.resolve(".docker/config.json"), config);
        }
        // A secret of the type kubernetes.io/dockerconfigjson.
        Files.createDirectories(folder.resolve("registry"));
        Files.writeString(folder.resolve("registry/.dockerconfigjson"), config);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("PATH", programs(folder) + ":" + maven.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("IMAGE", registry.hostAndPort() + "/team/app:" + COMMIT);
        environment.put("EXPECTED_REF", registry.hostAndPort() + "/team/app:" + COMMIT);
        if (job.service().equals("github")) {
            Files.writeString(folder.resolve("settings.xml"), settings(job.environment(), folder));
            Files.writeString(
                    folder.resolve("a/b/hello/.mvn/maven.config"),
                    "--settings=" + folder.resolve("settings.xml") + "\n",
                    StandardOpenOption.APPEND);
            environment.put("GITHUB_ACTIONS", "true");
        }
        if (job.service().equals("gitlab")) {
            environment.put("GITLAB_CI", "true");
            environment.put("CI_PROJECT_DIR", folder.resolve("a/b/hello").toString());
            environment.put("CI_REGISTRY", registry.hostAndPort());
            environment.put("CI_REGISTRY_IMAGE", registry.hostAndPort() + "/me/app");
            environment.put("CI_REGISTRY_USER", USER);
            environment.put("CI_REGISTRY_PASSWORD", PASSWORD);
            environment.put("CI_COMMIT_SHORT_SHA", COMMIT);
        }
        job.environment().forEach((name, value) -> {
            if (!name.startsWith("server-")) {
                environment.put(name, expanded(ofService(value, folder), environment));
            }
        });
        return environment;
    }

    /** As the action setup-java writes them. */
    private String settings(Map<String, String> job, Path folder) {
        return "<settings><servers><server><id>%s</id><username>${env.%s}</username><password>${env.%s}</password></server></servers></settings>"
                .formatted(
                        ofService(job.getOrDefault("server-id", ""), folder),
                        job.get("server-username"),
                        job.get("server-password"));
    }

    /** Services replace their variables in those that a file sets. */
    private static String expanded(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value)
                .replaceAll(name -> Matcher.quoteReplacement(environment.getOrDefault(name.group(1), "")));
    }

    /** With names of this registry and folders of this machine, and with expressions replaced as services do. */
    private String ofService(String text, Path folder) {
        Path project = folder.resolve("a/b/hello");
        return text.replace("${{ github.repository }}", "me/app")
                .replace("${{ github.sha }}", COMMIT)
                .replace("${{ github.actor }}", USER)
                .replace("${{ secrets.GITHUB_TOKEN }}", PASSWORD)
                .replace("$(workspaces.source.path)", project.toString())
                .replace(
                        "$(workspaces.registry.path)",
                        folder.resolve("registry").toString())
                .replace("$(results.digest.path)", folder.resolve("digest").toString())
                .replace("$(params.image)", registry.hostAndPort() + "/team/app:1.0")
                .replaceFirst("^/registry$", folder.resolve("registry").toString())
                .replace("ghcr.io", registry.hostAndPort())
                .replace("registry.example", registry.hostAndPort());
    }

    /** Local repositories that a service keeps from one run to the next have something in them already. */
    private void link(String text, Path folder) throws IOException {
        Matcher local = LOCAL_REPOSITORY.matcher(text);
        if (local.find()) {
            Path link = Path.of(local.group(1));
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, repository);
        }
    }

    /** Those that change the machine, and those of engines and clusters, only note how they were called. */
    private static Path programs(Path folder) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : List.of("sudo", "docker", "kind")) {
            Path program = programs.resolve(name);
            Files.writeString(
                    program, "#!/bin/sh\necho \"$0 $*\" >> '" + folder.resolve("calls") + "'\ncat > /dev/null\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return programs;
    }

    private void check(Job job, Path folder, String said) throws IOException {
        String host = registry.hostAndPort();
        if (job.script().contains("sudo ")) {
            assertThat(Files.readString(folder.resolve("calls"))).contains("apt-get install -y uidmap");
        } else if (job.script().contains("drydock:load")) {
            assertThat(Files.readString(folder.resolve("calls")))
                    .containsPattern("docker load|kind load image-archive ");
        } else if (job.script().contains(" verify")) {
            assertThat(said).contains("Built ").doesNotContain("Pushed ");
        } else {
            assertThat(said).contains("Pushed " + host);
            String name = said.replaceAll("(?s).*Pushed " + host + "/(\\S+?):([\\w.]+).*", "$1 $2");
            String[] parts = name.split(" ");
            String digest = Files.readString(folder.resolve("a/b/hello/target/drydock/image.digest"));
            assertThat(registry.storage().tagged(parts[0], parts[1])).contains(digest.strip());
            if (job.script().contains("-Ddrydock.tags=latest")) {
                assertThat(registry.storage().tagged(parts[0], "latest")).contains(digest.strip());
            }
            if (job.service().equals("tekton")) {
                assertThat(folder.resolve("digest")).hasContent(digest);
            }
        }
        assertThat(said.contains("::group::")).isEqualTo(job.service().equals("github") && said.contains("Built "));
        assertThat(said.contains("section_start:")).isEqualTo(job.service().equals("gitlab"));
    }
}
