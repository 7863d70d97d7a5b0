package dev.drydock.maven;

import dev.drydock.build.JointPush;
import dev.drydock.build.Surroundings;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.RegistryClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Connections for a push that comes later in the same run of Maven, opened while the image is still being built: finding the
 * registry, the handshake and the classes of the HTTP client take as long as many a build. One for each run, kept in what the
 * plugin may note for the first project. Whatever goes wrong here is left for the push to meet again, and to tell.
 */
final class PushAhead implements JointPush.Clients {

    private static final String NOTE = "drydock.push.ahead";

    /** By what makes two pushes reach registries in the same way; null if the client has been taken. */
    private final Map<Object, @Nullable Opening> openings = new HashMap<>();

    PushAhead() {}

    static PushAhead of(Invocation here) {
        Map<String, Object> notes = here.reactor().get(0).notes();
        synchronized (notes) {
            if (notes.get(NOTE) instanceof PushAhead ahead) {
                return ahead;
            }
            PushAhead ahead = new PushAhead();
            notes.put(NOTE, ahead);
            return ahead;
        }
    }

    /** Does nothing unless this very project is pushed; nor if modules are built side by side, which leaves no time unused. */
    static void begin(Invocation here, Settings settings, Surroundings surroundings) {
        if (here.parallel()
                || here.offline()
                || here.mayHaveNoImage()
                || settings.flag("pushSkip")
                || !here.isFollowedBy("push")) {
            return;
        }
        Reference name = ImageNames.orDefault(here, settings).get(0);
        of(here).begin(RegistryAccess.identity(here, settings), surroundings, name);
    }

    synchronized void begin(Object access, Surroundings surroundings, Reference name) {
        if (!openings.containsKey(access)) {
            Opening opening = new Opening(surroundings, name);
            openings.put(access, opening);
            Thread thread = new Thread(opening, "drydock-push-ahead");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public RegistryClient open(JointPush.Item item) {
        Opening opening;
        synchronized (this) {
            opening = openings.replace(item.access(), null);
        }
        RegistryClient client = opening == null ? null : opening.client.join();
        return client == null ? JointPush.open(item) : client;
    }

    private static final class Opening implements Runnable {

        private final Surroundings surroundings;
        private final Reference name;
        private final CompletableFuture<@Nullable RegistryClient> client = new CompletableFuture<>();

        private Opening(Surroundings surroundings, Reference name) {
            this.surroundings = surroundings;
            this.name = name;
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
