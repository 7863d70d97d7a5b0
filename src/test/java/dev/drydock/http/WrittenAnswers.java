package dev.drydock.http;

import dev.drydock.progress.BuildLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers one request after the other with bytes that were written down before, and notes the requests. */
final class WrittenAnswers implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    /** The lines of each request's head, and its body. */
    final List<List<String>> requests = new CopyOnWriteArrayList<>();

    /** One that ends with "hang" is followed by silence; when there are none left, "hello" is said. */
    final List<String> answers = Collections.synchronizedList(new ArrayList<>());

    final Set<Socket> sockets = Collections.synchronizedSet(new HashSet<>());

    volatile boolean readsBodies = true;
    volatile int answersPerConnection = Integer.MAX_VALUE;

    private final ServerSocket server;

    WrittenAnswers() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    /** A client that waits for a third of a second, and for a commit longer. */
    static HttpTransport impatient() throws IOException {
        return transport(new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1)));
    }

    static HttpTransport transport(Timeouts timeouts) throws IOException {
        return HttpTransport.open(
                HttpOptions.DEFAULT.toBuilder().timeouts(timeouts).build(), BuildLog.NONE);
    }

    int port() {
        return server.getLocalPort();
    }

    HttpCall call(String method, String path) {
        return HttpCall.of(method, URI.create("http://127.0.0.1:" + port() + path));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread thread = new Thread(() -> serve(client));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < answersPerConnection; i++) {
                List<String> request = new ArrayList<>();
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.add(line);
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                if (request.isEmpty()) {
                    return;
                }
                if (length > 0 && readsBodies) {
                    char[] body = new char[length];
                    int read = 0;
                    while (read < length) {
                        read += in.read(body, read, length - read);
                    }
                    request.add(new String(body));
                }
                requests.add(request);
                String answer = answers.isEmpty() ? OK : answers.remove(0);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
                if (answer.endsWith("hang")) {
                    Thread.sleep(5_000);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
    }
}
