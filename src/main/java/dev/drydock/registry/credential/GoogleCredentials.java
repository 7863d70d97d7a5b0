package dev.drydock.registry.credential;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Google's application default credentials for Google's own registries: the key or the configuration that
 * {@code GOOGLE_APPLICATION_CREDENTIALS} names, what {@code gcloud auth application-default login} has left, or the account of a
 * machine of Google's. jib-core's {@code CredentialRetrieverFactory} turns them into an access token, for which it asks Google's
 * token server; it is loaded only if one of them seems to be there, and it is called by reflection, as it has a class loader of its own.
 *
 * @param environment whose variables count for the signs; Google's library reads those of this process
 * @param home of the user
 * @param product the file in which Linux says what machine this is, {@code /sys/class/dmi/id/product_name}
 * @param library where jib-core is
 */
public record GoogleCredentials(Map<String, String> environment, Path home, Path product, Library library) {

    private static final List<String> DOMAINS = List.of("gcr.io", "pkg.dev");

    /** Set where a machine of Google's, or something that stands in for it, hands out credentials. */
    private static final List<String> MACHINE_VARIABLES =
            List.of("GCE_METADATA_HOST", "DEVSHELL_CLIENT_PORT", "K_SERVICE", "CLOUD_RUN_JOB");

    private static final String API = "com.google.cloud.tools.jib.api.";

    /** A user's own credentials make Google's library warn on the error output that those of a service would be better. */
    private static final Logger GOOGLES_LOG = Logger.getLogger("com.google.auth");

    /** jib-core with all it needs. */
    public interface Library {
        /** @throws IOException if it cannot be had; the message is for the user */
        ClassLoader classes() throws IOException;
    }

    /** Whether this is one of Google's registries: a domain of theirs or below it after a dot, at the usual port. */
    public static boolean isFor(String registry) {
        return GuessedHelpers.isOf(DOMAINS, registry);
    }

    /**
     * An access token for one of Google's registries; empty for any other one, and if nothing hints at such credentials.
     *
     * @throws IOException if there seem to be some and they lead to no token
     */
    public Optional<Credential> find(CredentialQuery query) throws IOException {
        if (!isFor(query.registry()) || !hasSign()) {
            return Optional.empty();
        }
        GOOGLES_LOG.setLevel(Level.SEVERE);
        String host = GuessedHelpers.host(query.registry()).toLowerCase(Locale.ROOT);
        try {
            return ask(library.classes(), host + "/" + query.repository());
        } catch (InvocationTargetException e) {
            throw new IOException("jib-core has failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IOException("jib-core cannot be called: " + e, e);
        }
    }

    /** Without one, Google's library would look for a machine of Google's on the network, and wait. */
    private boolean hasSign() throws IOException {
        if (isSet("GOOGLE_APPLICATION_CREDENTIALS") || Files.exists(ofGcloud())) {
            return true;
        }
        for (String variable : MACHINE_VARIABLES) {
            if (isSet(variable)) {
                return true;
            }
        }
        return Files.isReadable(product) && Files.readString(product).startsWith("Google");
    }

    private Path ofGcloud() {
        String configured = environment.getOrDefault("CLOUDSDK_CONFIG", "");
        String windows = environment.getOrDefault("APPDATA", "");
        Path directory = !configured.isBlank()
                ? Path.of(configured)
                : windows.isBlank() ? home.resolve(".config/gcloud") : Path.of(windows, "gcloud");
        return directory.resolve("application_default_credentials.json");
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    private static Optional<Credential> ask(ClassLoader jib, String image)
            throws ReflectiveOperationException, IOException {
        Class<?> reference = jib.loadClass(API + "ImageReference");
        Class<?> event = jib.loadClass(API + "LogEvent");
        Class<?> factory = jib.loadClass("com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory");
        List<String> said = new ArrayList<>();
        Consumer<Object> log = logged -> said.add(text(event, "getMessage", logged));
        Object retrievers = factory.getMethod("forImage", reference, Consumer.class)
                .invoke(null, reference.getMethod("parse", String.class).invoke(null, image), log);
        Object retriever =
                factory.getMethod("googleApplicationDefaultCredentials").invoke(retrievers);
        Class<?> type = jib.loadClass(API + "CredentialRetriever");
        if (type.getMethod("retrieve").invoke(retriever) instanceof Optional<?> found && found.isPresent()) {
            Class<?> credential = jib.loadClass(API + "Credential");
            return Optional.of(Credential.of(
                    text(credential, "getUsername", found.get()), text(credential, "getPassword", found.get())));
        }
        if (!said.isEmpty()) {
            throw new IOException(
                    said.get(said.size() - 1).replaceAll("\\s+", " ").strip());
        }
        return Optional.empty();
    }

    private static String text(Class<?> type, String method, Object of) {
        try {
            return String.valueOf(type.getMethod(method).invoke(of));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
