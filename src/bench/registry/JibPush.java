import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the blobs of an OCI layout as jib-core does, four at once: {@code LAYOUT HOST:PORT REPOSITORY}. */
final class JibPush {

    public static void main(String[] arguments) throws Exception {
        FailoverHttpClient http = new FailoverHttpClient(true, false, event -> {});
        RegistryClient client = RegistryClient.factory(EventHandlers.NONE, arguments[1], arguments[2], http)
                .newRegistryClient();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        try (var blobs = Files.newDirectoryStream(Path.of(arguments[0], "blobs/sha256"))) {
            for (Path blob : blobs) {
                DescriptorDigest digest = DescriptorDigest.fromHash(blob.getFileName().toString());
                running.add(threads.submit(() -> {
                    if (client.checkBlob(digest).isEmpty()) {
                        client.pushBlob(digest, Blobs.from(blob), null, bytes -> {});
                    }
                    return null;
                }));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
        http.shutDown();
    }
}
