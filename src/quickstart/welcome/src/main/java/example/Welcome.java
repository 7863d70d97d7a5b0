package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A web application of one page. */
public final class Welcome {

    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", Welcome::page);
        server.start();
        System.out.println("Listening on port " + port + " as " + System.getProperty("user.name"));
    }

    private static void page(HttpExchange exchange) throws IOException {
        String page;
        try (InputStream template = Welcome.class.getResourceAsStream("page.html")) {
            page = new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
        byte[] body = page.replace("@java@", Runtime.version().toString())
                .replace("@user@", System.getProperty("user.name"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Welcome() {}
}
