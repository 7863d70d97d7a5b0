package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.DRY_RUN;
import static dev.drydock.maven.settings.DrydockSettings.PUSH_AHEAD;
import static dev.drydock.maven.settings.DrydockSettings.PUSH_SKIP;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.settings.Settings;
import dev.drydock.progress.LayerListener;
import dev.drydock.push.JointPush;
import dev.drydock.push.PushClients;
import dev.drydock.push.PushItem;
import dev.drydock.push.PushedBlobs;
import dev.drydock.registry.BlobSource;
import dev.drydock.registry.RegistryClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work done for a push that comes later in the same run of Maven while the image is still being built: connecting,
 * since finding the registry, the handshake and the classes of the HTTP client take as long as many a build, and sending
 * layers, if nothing between the two goals may still have a say. One for each run, kept in what the plugin may note for the
 * first project. Whatever goes wrong here is left for the push to meet again, and to tell.
 */
final class PushAhead implements PushClients {

    private static final String NOTE = "drydock.push.ahead";

    /** By what makes two pushes reach registries in the same way; null if the client has been taken. */
    private final Map<Object, @Nullable Connection> connections = new HashMap<>();

    private final PushedBlobs pushed = new PushedBlobs();

    PushAhead() {}

    static PushAhead of(Invocation here) {
        Map<String, Object> notes = here.notesOfRun();
        synchronized (notes) {
            if (notes.get(NOTE) instanceof PushAhead ahead) {
                return ahead;
            }
            PushAhead ahead = new PushAhead();
            notes.put(NOTE, ahead);
            return ahead;
        }
    }

    /**
     * Connects, if this very project is pushed and modules are not built side by side, which leaves no time unused.
     *
     * @return what is to hear of the image's layers
     */
    static LayerListener begin(Invocation here, Settings settings, BuildEnvironment surroundings) {
        if (here.parallel()
                || here.offline()
                || here.mayHaveNoImage()
                || settings.flag(PUSH_SKIP)
                || !here.goals().has("push")) {
            return LayerListener.NONE;
        }
        Reference name = ImageNames.orDefault(here, settings).get(0);
        PushAhead ahead = of(here);
        Connection connection = ahead.connect(RegistryAccess.identity(here, settings), surroundings, name);
        return connection != null && maySend(here, settings)
                ? new Sending(connection, name, ahead.pushed)
                : LayerListener.NONE;
    }

    private static boolean maySend(Invocation here, Settings settings) {
        boolean asked = settings.given(PUSH_AHEAD)
                ? settings.flag(PUSH_AHEAD)
                : here.goals().hasNext("push");
        return asked && !settings.flag(DRY_RUN);
    }

    /** @return null if the client has been taken */
    synchronized @Nullable Connection connect(Object access, BuildEnvironment surroundings, Reference name) {
        if (!connections.containsKey(access)) {
            Connection connection = new Connection(surroundings, name);
            connections.put(access, connection);
            connection.thread.start();
        }
        return connections.get(access);
    }

    /** Nothing will be pushed: ends what is under way. */
    synchronized void cancel() {
        for (Connection connection : connections.values()) {
            if (connection != null) {
                connection.end();
            }
        }
        connections.replaceAll((access, connection) -> null);
    }

    @Override
    public RegistryClient open(PushItem item) {
        Connection connection;
        synchronized (this) {
            connection = connections.replace(item.access(), null);
        }
        RegistryClient client = connection == null ? null : connection.client.join();
        return client == null ? JointPush.open(item) : client;
    }

    @Override
    public PushedBlobs pushed() {
        return pushed;
    }

    /**
     * Sends layers as they are made; those made before there is a connection wait for the push.
     *
     * @param pushed by modules before this one
     */
    record Sending(Connection connection, Reference name, PushedBlobs pushed) implements LayerListener {

        @Override
        public void layer(Layer layer, Path file) {
            RegistryClient client = connection.client.getNow(null);
            if (client != null) {
                client.pushAhead(name, layer.blob(), new MadeLayer(file, pushed));
            }
        }
    }

    private record MadeLayer(Path file, PushedBlobs pushed) implements BlobSource {

        @Override
        public Optional<Path> file(Digest digest) {
            return Optional.of(file);
        }

        @Override
        public List<Reference> origins(Digest digest) {
            return pushed.places(digest);
        }
    }

    static final class Connection implements Runnable, Thread.UncaughtExceptionHandler {

        private static final long PATIENCE_MILLIS = 500;

        private final BuildEnvironment surroundings;
        private final Reference name;
        private final Thread thread = new Thread(this, "drydock-push-ahead");
        private final CompletableFuture<@Nullable RegistryClient> client = new CompletableFuture<>();

        private Connection(BuildEnvironment surroundings, Reference name) {
            this.surroundings = surroundings;
            this.name = name;
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(this);
        }

        /** The thread is waited for, since Maven is about to take its classes away. */
        private void end() {
            RegistryClient open = client.join();
            if (open != null) {
                open.close();
            }
            thread.interrupt();
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** At the end of Maven classes may be missing. */
        @Override
        public void uncaughtException(Thread where, Throwable failure) {
            surroundings.log().debug("no connection ahead of the push: " + failure);
        }

        @Override
        public void run() {
            RegistryClient open = null;
            try {
                open = RegistryClient.open(surroundings.registry(), surroundings.log());
            } catch (BuildFailure e) {
                surroundings.log().debug("no connection ahead of the push: " + e.getMessage());
            } finally {
                client.complete(open);
            }
            if (open != null) {
                open.greet(name);
            }
        }
    }
}
