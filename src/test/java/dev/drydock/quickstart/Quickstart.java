package dev.drydock.quickstart;

import dev.drydock.it.FreshStore;
import dev.drydock.it.HostRoot;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds a web application into an image, pushes it, runs it, changes it and builds it again, with nothing but a JDK and
 * Maven: the registry is in this JVM, and the base image, which would come from Docker Hub, is made from programs of this
 * machine.
 */
public final class Quickstart {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path examples;
    private final Path work;
    private final String version;
    private final Maven maven;
    private final HttpClient http = HttpClient.newHttpClient();

    private Quickstart(Path examples, Path work, String version, Maven maven) {
        this.examples = examples;
        this.work = work;
        this.version = version;
        this.maven = maven;
    }

    /** Arguments: folder of the examples, folder to work in, version of the plugin, mvn, two local repositories, a store. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[1]);
        Path store = Path.of(args[6]);
        delete(work);
        FreshStore.delete(store);
        Files.createDirectories(work);
        Maven maven = new Maven(Path.of(args[3]), Path.of(args[4]), Path.of(args[5]), store, work);
        boolean told = false;
        try {
            Optional<String> missing = OrdinaryUser.missing();
            if (missing.isPresent()) {
                throw new IOException(missing.get());
            }
            new Quickstart(Path.of(args[0]), work, args[2], maven).tell();
            told = true;
        } catch (IOException e) {
            say("The quickstart ends here: " + e.getMessage());
        }
        FreshStore.delete(store);
        if (!told) {
            System.exit(1);
        }
    }

    private void tell() throws IOException, InterruptedException {
        try (TestRegistry server = TestRegistry.start()) {
            String registry = server.hostAndPort();
            say(
                    "A registry of our own listens on " + registry + ".",
                    "Now a base image for Java, pushed there as one would find it on Docker Hub. No POM is needed for that:");
            base(registry);

            Path app = work.resolve("welcome");
            copy(examples.resolve("welcome"), app);
            Path pom = app.resolve("pom.xml");
            Files.writeString(pom, Files.readString(pom).replace("@drydock.version@", version));
            say("The application is in " + app + ". Its Dockerfile:");
            show(app.resolve("Dockerfile"));
            say("'mvn package' makes the jar and the image:");
            maven.run(app, "package", "-Dregistry=" + registry);

            say("'mvn deploy' pushes it; nothing is built again:");
            maven.run(app, "deploy", "-Dregistry=" + registry);
            say("The registry's tags of quickstart/welcome: "
                    + get(URI.create("http://" + registry + "/v2/quickstart/welcome/tags/list")));

            say("'mvn drydock:run' runs it, without Docker:");
            runAndFetch(app, "<h1>Welcome!</h1>");

            say("'mvn drydock:history' shows what it is made of:");
            maven.run(app, "drydock:history");

            Path page = app.resolve("src/main/resources/example/page.html");
            Files.writeString(page, Files.readString(page).replace("Welcome!", "Welcome back!"));
            say("Somebody changes the page. Only the COPY and what follows it is done again:");
            maven.run(app, "package", "-Dregistry=" + registry);
            runAndFetch(app, "<h1>Welcome back!</h1>");
            say("That was all. The image is in " + app.resolve("target/drydock/image") + ".");
        }
    }

    private void base(String registry) throws IOException, InterruptedException {
        Path base = work.resolve("base");
        copy(examples.resolve("base"), base);
        HostRoot.create(base.resolve("root")).withJava("java.base,java.logging,jdk.httpserver");
        String goal = "dev.drydock:drydock-maven-plugin:" + version + ":";
        String image = "-Ddrydock.image=" + registry + "/quickstart/java";
        maven.run(base, goal + "build", goal + "push", image);
    }

    private void runAndFetch(Path app, String expected) throws IOException, InterruptedException {
        int port = freePort();
        Process container = maven.start(app, "drydock:run", "-Ddrydock.args=" + port);
        maven.tellInBackground(container);
        try {
            String page = await(container, URI.create("http://127.0.0.1:" + port + "/"));
            say("Its page:");
            page.lines().forEach(line -> System.out.println("  " + line));
            if (!page.contains(expected)) {
                throw new IOException("the page does not say " + expected);
            }
        } finally {
            container.toHandle().destroy(); // leaves its last words readable, unlike Process.destroy
            if (!container.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                container.destroyForcibly();
            }
        }
    }

    private String await(Process container, URI page) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return get(page);
            } catch (IOException e) {
                if (!container.isAlive() || System.nanoTime() > end) {
                    throw new IOException("the container does not answer on " + page, e);
                }
                Thread.sleep(200);
            }
        }
    }

    private String get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " answered " + answer.statusCode());
        }
        return answer.body().strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void say(String... lines) {
        System.out.println();
        for (String line : lines) {
            System.out.println("# " + line);
        }
    }

    private static void show(Path file) throws IOException {
        Files.readAllLines(file).forEach(line -> System.out.println("  " + line));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
