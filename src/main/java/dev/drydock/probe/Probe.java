package dev.drydock.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Asks once; made to be asked again and again until the answer is yes. */
public final class Probe {

    private Probe() {}

    /** Whether something on this machine takes connections at a TCP port. */
    public static boolean port(int port, Duration within) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis(within));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Whether a GET of the URL, past all proxies, is answered with a status below 400; redirects are answers.
     *
     * @throws IllegalArgumentException if it is no http or https URL
     */
    public static boolean url(String url, Duration within) {
        URI address = URI.create(url);
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("'" + url + "' is not an http or https URL");
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(millis(within));
            connection.setReadTimeout(millis(within));
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                try (InputStream body = connection.getErrorStream()) {
                    return status < 400;
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int millis(Duration within) {
        return (int) Math.max(1, Math.min(within.toMillis(), Integer.MAX_VALUE));
    }
}
