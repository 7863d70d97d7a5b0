package dev.drydock.http.wire;

import dev.drydock.http.address.Origin;
import dev.drydock.http.tls.TlsTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Makes connections, always direct ones.
 *
 * @param timeout until a connection stands, and as long again for the handshake of TLS
 */
record Dialler(TlsTrust trust, Duration timeout) {

    /** Tries the host's addresses in the order in which the system gives them. */
    Link dial(Origin origin) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(origin.host())) {
            try {
                InetSocketAddress place = new InetSocketAddress(address, origin.port());
                return origin.isSecure() ? secure(origin, place) : plain(place);
            } catch (IOException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new IOException(origin + " has no address") : failure;
    }

    private Link plain(InetSocketAddress place) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(place, millis());
            return new PlainLink(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Link secure(Origin origin, InetSocketAddress place) throws IOException {
        Socket tcp = new Socket();
        try {
            tcp.connect(place, millis());
            tcp.setTcpNoDelay(true);
            SSLSocket tls = (SSLSocket)
                    trust.context().getSocketFactory().createSocket(tcp, origin.host(), origin.port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tcp.setSoTimeout(millis());
            tls.startHandshake();
            tcp.setSoTimeout(0);
            return new TlsLink(tls, tcp);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    private int millis() {
        return (int) timeout.toMillis();
    }
}
