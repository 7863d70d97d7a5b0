package dev.drydock.failure;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why a TLS connection did not come about, when that has to do with certificates and so will not change by itself. The words of the
 * JDK are spread over causes and, where several authorities were asked, suppressed exceptions.
 *
 * @param said in words, about the server: {@code its certificate has expired (…)}
 */
public record TlsFailure(Reason reason, String said) {

    /** Reasons, the most telling last: if several hold, that is the one to name. */
    public enum Reason {
        /** Nobody who is trusted vouches for the certificate. */
        DISTRUSTED,
        /** The server ended the handshake without saying why. */
        HANDSHAKE,
        /** The certificate is for other names. */
        OTHER_NAME,
        /** The certificate is not good at this time. */
        OTHER_TIME,
        /** The server does not take the client certificate, or misses one. */
        CLIENT_CERTIFICATE
    }

    private static final Pattern ALERT = Pattern.compile("[Rr]eceived fatal alert: ([a-z_]+)");
    private static final Pattern OTHER_NAME =
            Pattern.compile("No (?:subject alternative|name matching|subject alternative names)\\b.*");

    /** Empty if the failure is not of this kind. */
    public static Optional<TlsFailure> of(Throwable failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Optional<TlsFailure> best = Optional.empty();
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (seen.add(next)) {
                Optional<TlsFailure> found = one(next);
                if (found.isPresent() && (best.isEmpty() || found.get().reason.compareTo(best.get().reason) > 0)) {
                    best = found;
                }
                if (next.getCause() != null) {
                    open.add(next.getCause());
                }
                open.addAll(java.util.List.of(next.getSuppressed()));
            }
        }
        return best;
    }

    private static Optional<TlsFailure> one(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof CertificateExpiredException) {
            return found(Reason.OTHER_TIME, "its certificate has expired (" + message + ")");
        }
        if (failure instanceof CertificateNotYetValidException) {
            return found(Reason.OTHER_TIME, "its certificate is not valid yet (" + message + ")");
        }
        if (failure instanceof CertificateException
                && OTHER_NAME.matcher(message).matches()) {
            return found(Reason.OTHER_NAME, "its certificate is for another host: " + message);
        }
        if (failure instanceof CertificateException) {
            return found(Reason.DISTRUSTED, "its certificate is not trusted: " + message);
        }
        Matcher alert = ALERT.matcher(message);
        return failure instanceof SSLException && alert.find() ? ofAlert(alert.group(1)) : Optional.empty();
    }

    private static Optional<TlsFailure> ofAlert(String alert) {
        return switch (alert) {
            case "bad_certificate",
                    "certificate_required",
                    "certificate_unknown",
                    "certificate_expired",
                    "certificate_revoked",
                    "unsupported_certificate",
                    "unknown_ca",
                    "access_denied" ->
                found(
                        Reason.CLIENT_CERTIFICATE,
                        "it wants a client certificate, or another one (TLS alert " + alert + ")");
            case "handshake_failure", "protocol_version", "insufficient_security" ->
                found(Reason.HANDSHAKE, "it refuses our TLS handshake (TLS alert " + alert + ")");
            default -> Optional.empty();
        };
    }

    private static Optional<TlsFailure> found(Reason reason, String said) {
        return Optional.of(new TlsFailure(reason, said));
    }
}
