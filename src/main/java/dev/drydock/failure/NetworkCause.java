package dev.drydock.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection or an HTTP exchange failed. The JDK's client drops what the system said of many failures. */
final class NetworkCause {

    /** The JDK's words when time is up; others who throw these exceptions say more. */
    private static final Set<String> TIME_IS_UP =
            Set.of("null", "request timed out", "Read timed out", "Connect timed out", "HTTP connect timed out");

    private static final Pattern CUT_OFF = Pattern.compile("fixed content-length: (\\d+), bytes received: (\\d+)");

    private NetworkCause() {}

    /** @return null if the exception is of another kind */
    static @Nullable String of(Throwable cause) {
        if (has(cause, UnresolvedAddressException.class)) {
            return "the host's name cannot be resolved";
        }
        if (cause instanceof UnknownHostException unknown) {
            return unknownHost(unknown);
        }
        Optional<TlsFailure> tls = TlsFailure.of(cause);
        if (tls.isPresent()) {
            return tls.get().said();
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException) {
            return connection(cause, message);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection could be made in time";
        }
        if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
            return TIME_IS_UP.contains(message) ? "no answer came in time" : message;
        }
        if (cause instanceof SSLException) {
            return tls(message);
        }
        if (cause instanceof ClosedChannelException) {
            return "the connection was closed";
        }
        if (cause instanceof ProtocolException && message.startsWith("Invalid status line")) {
            return "the server does not speak HTTP (" + Cause.clause(message) + ")";
        }
        return cause instanceof IOException ? endOfConnection(cause, message) : null;
    }

    private static String unknownHost(UnknownHostException unknown) {
        // Either the name alone or "name: Name or service not known".
        String host = String.valueOf(unknown.getMessage()).replaceFirst(": .*", "");
        return host.matches("[\\w.-]+") && !host.equals("null")
                ? "the host name " + host + " cannot be resolved"
                : "the host's name cannot be resolved";
    }

    private static String connection(Throwable cause, String message) {
        boolean refused = has(cause, ClosedChannelException.class)
                || message.equals("null")
                || message.toLowerCase(Locale.ROOT).startsWith("connection refused");
        return refused ? "the connection was refused" : "no connection: " + Cause.clause(message);
    }

    private static String tls(String message) {
        if (message.contains("plaintext connection") || message.startsWith("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS";
        }
        return message.startsWith("Remote host terminated the handshake")
                ? "the server ended the connection during the TLS handshake"
                : "no TLS connection: " + Cause.clause(message);
    }

    private static @Nullable String endOfConnection(Throwable cause, String message) {
        if (message.equals("HTTP/1.1 header parser received no bytes")) {
            return "the server closed the connection without an answer";
        }
        Matcher cut = CUT_OFF.matcher(message);
        if (cut.matches()) {
            return "the answer ended after " + cut.group(2) + " of " + cut.group(1) + " bytes";
        }
        if (message.startsWith("EOF reached while reading")) {
            return "the server closed the connection too early";
        }
        return message.startsWith("Connection reset")
                        || cause instanceof SocketException && message.equals("Broken pipe")
                ? "the other side closed the connection"
                : null;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < Cause.MOST_CAUSES; depth++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
