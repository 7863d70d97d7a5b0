package it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Greets whoever connects, until it is asked to end. */
public final class Greeter {

    private Greeter() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(18573, 10, InetAddress.getLoopbackAddress())) {
            System.out.println("listening at " + server.getLocalPort());
            while (true) {
                try (Socket guest = server.accept()) {
                    guest.getOutputStream().write(Greeting.text().getBytes());
                }
            }
        }
    }
}
