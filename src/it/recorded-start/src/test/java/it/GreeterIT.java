package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class GreeterIT {

    @Test
    void greets() throws IOException {
        try (Socket socket = new Socket("localhost", 18573)) {
            assertEquals("hello", new String(socket.getInputStream().readAllBytes()));
        }
    }
}
