package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** On the network of the machine, since the engines of build servers often have no other. */
@Testcontainers
class AppIT {

    @Container
    static final GenericContainer<?> APP = new GenericContainer<>(System.getProperty("app.image"))
            .withImagePullPolicy(image -> false)
            .withNetworkMode("host")
            .waitingFor(Wait.forSuccessfulCommand("/bin/busybox wget -q -O - http://127.0.0.1:18574/health"));

    @Test
    void answers() throws IOException {
        URL url = new URL("http://" + APP.getHost() + ":18574/health");
        assertEquals(200, ((HttpURLConnection) url.openConnection()).getResponseCode());
    }
}
