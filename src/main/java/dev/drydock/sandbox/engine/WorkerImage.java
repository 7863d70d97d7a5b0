package dev.drydock.sandbox.engine;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.io.FileTrees;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.java.runtime.BareRuntime;
import dev.drydock.java.runtime.Jdk;
import dev.drydock.process.Program;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The image the worker's container is made of. It is named by what it is made of, so that an engine is given it once; those of
 * other versions are removed then. No registry is asked for it, unless the user names an image that the engine does not have.
 */
final class WorkerImage {

    /** Marks images and containers of ours. */
    static final String LABEL = "dev.drydock.worker";

    /** A name that no engine looks for in a registry of the internet. */
    private static final String REPOSITORY = "localhost/drydock-worker";

    private static final List<String> MODULES =
            List.of("java.base", "java.logging", "java.net.http", "jdk.unsupported");

    /** Libraries that the native parts of the worker's libraries load, besides those of a Java runtime. */
    private static final List<String> LIBRARIES = List.of("libdl.so.2", "libpthread.so.0", "librt.so.1");

    private static final String NAME_ONE = "Name an image with Java 17 or newer and the GNU C library, which the engine"
            + " has or can pull: -Ddrydock.workerImage=docker.io/library/eclipse-temurin:17-jre, for example.";

    private final ContainerEngine engine;
    private final WorkerFiles files;

    WorkerImage(ContainerEngine engine, WorkerFiles files) {
        this.engine = engine;
        this.files = files;
    }

    /**
     * @param base an image with Java, of the engine's; "" for one made of the runtime of this JVM
     * @return the name of an image the engine has
     */
    String ensure(String base) throws HostRefusal, IOException, InterruptedException {
        String key = base.isEmpty() ? ownKey() : inspect(base);
        String name = REPOSITORY + ":"
                + Digest.of((key + "\n" + files.key()).getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, 32);
        if (exists(name)) {
            return name;
        }
        if (base.isEmpty()) {
            loadOwn(name);
        } else {
            commit(base, name);
        }
        removeOthers(name);
        return name;
    }

    private boolean exists(String name) throws IOException, InterruptedException {
        return engine.command("image", "inspect", "--format", "{{.Id}}", name)
                        .run()
                        .exitCode()
                == 0;
    }

    private String ownKey() throws HostRefusal, IOException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new HostRefusal(
                    "the worker needs Java for Linux, and this JVM is for " + System.getProperty("os.name"), NAME_ONE);
        }
        String here = Platform.current().architecture();
        if (!engine.architecture().equals(here)) {
            throw new HostRefusal(
                    "the machine of " + engine + " is " + engine.architecture() + ", and this JVM is for " + here,
                    NAME_ONE);
        }
        Path release = home().resolve("release");
        return here + MODULES + home() + (Files.exists(release) ? Files.readString(release) : "");
    }

    private static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    private void loadOwn(String name) throws HostRefusal, IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("drydock-worker-");
        try {
            BareRuntime runtime = BareRuntime.link(new Jdk(home()), MODULES, LIBRARIES, temporary.resolve("java"));
            var image = new OwnImage(name, engine.architecture(), runtime, files);
            engine.ask(
                    engine.command("load").withInput(out -> image.write(temporary, out)),
                    "load the image of the worker");
        } catch (BuildFailure e) {
            throw new HostRefusal("no Java runtime can be made of this JVM's: " + e.getMessage(), NAME_ONE);
        } finally {
            FileTrees.delete(temporary);
        }
    }

    /** The engine's own id of an image, pulled if it is not there. */
    private String inspect(String base) throws HostRefusal, IOException, InterruptedException {
        Program.Ended known =
                engine.command("image", "inspect", "--format", "{{.Id}}", base).run();
        if (known.exitCode() == 0) {
            return known.out().strip();
        }
        engine.ask(engine.command("pull", "--quiet", base), "pull drydock.workerImage, " + base);
        return engine.ask(engine.command("image", "inspect", "--format", "{{.Id}}", base), "find " + base);
    }

    /** By the engine's own means, so that no layer of the base comes here. */
    private void commit(String base, String name) throws HostRefusal, IOException, InterruptedException {
        String container = engine.ask(
                engine.command("create", "--label", LABEL + "=1", base, "java"), "make a container of " + base);
        try {
            engine.ask(
                    engine.command("cp", "-", container + ":/").withInput(out -> {
                        var tar = new TarWriter(new BufferedOutputStream(out, 1 << 16));
                        files.addTo(tar);
                        tar.finish();
                    }),
                    "copy the worker into a container of " + base);
            engine.ask(
                    engine.command("commit", "--change", "LABEL " + LABEL + "=1", container, name),
                    "keep the image of the worker");
        } finally {
            engine.command("rm", "--force", container).run();
        }
    }

    /** Those in use stay, as the engine refuses to remove them. */
    private void removeOthers(String name) throws HostRefusal, IOException, InterruptedException {
        String all = engine.ask(
                engine.command("images", "--filter", "label=" + LABEL, "--format", "{{.Repository}}:{{.Tag}}"),
                "list its images");
        for (String each : all.lines().toList()) {
            if (each.startsWith(REPOSITORY + ":") && !each.equals(name)) {
                engine.command("rmi", each).run();
            }
        }
    }
}
