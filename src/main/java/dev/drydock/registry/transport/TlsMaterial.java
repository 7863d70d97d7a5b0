package dev.drydock.registry.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Certificates beyond those of the JVM, which always count ({@code javax.net.ssl.*} included).
 *
 * @param authorities PEM files of certificate authorities to trust besides
 * @param identities client certificates by registry {@code host[:port]}; never shown to another
 */
public record TlsMaterial(List<Path> authorities, Map<String, ClientIdentity> identities) {

    public static final TlsMaterial NONE = new TlsMaterial(List.of(), Map.of());

    /**
     * A client certificate.
     *
     * @param certificate PEM, the chain from the client's own upwards
     * @param key PEM, PKCS#8 or the older RSA and EC forms, unencrypted
     */
    public record ClientIdentity(Path certificate, Path key) {}
}
