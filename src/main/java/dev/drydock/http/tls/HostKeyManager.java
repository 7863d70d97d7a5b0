package dev.drydock.http.tls;

import dev.drydock.http.tls.HostCertificates.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.NullUnmarked;

/**
 * Shows a host the client certificate found for it, and to others at most the one of the JVM
 * ({@code javax.net.ssl.keyStore}).
 */
@NullUnmarked // Its base class speaks in nulls, also for arrays.
final class HostKeyManager extends X509ExtendedKeyManager {

    /** By the alias it has here, which is its host and port. */
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();

    private final HostCertificates hosts;
    private final X509ExtendedKeyManager standard;

    HostKeyManager(HostCertificates hosts) throws IOException, GeneralSecurityException {
        this.hosts = hosts;
        standard = ofJvm();
    }

    private static X509ExtendedKeyManager ofJvm() throws IOException, GeneralSecurityException {
        String file = System.getProperty("javax.net.ssl.keyStore", "");
        if (file.isEmpty() || file.equals("NONE")) {
            return null;
        }
        char[] password =
                System.getProperty("javax.net.ssl.keyStorePassword", "").toCharArray();
        KeyStore store =
                KeyStore.getInstance(System.getProperty("javax.net.ssl.keyStoreType", KeyStore.getDefaultType()));
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        for (KeyManager manager : factory.getKeyManagers()) {
            if (manager instanceof X509ExtendedKeyManager x509) {
                return x509;
            }
        }
        return null;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        String host = String.valueOf(engine.getPeerHost()).toLowerCase(Locale.ROOT);
        String alias = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + engine.getPeerPort();
        Identity identity = identities.computeIfAbsent(alias, k -> ofHost(engine, keyTypes));
        if (identity != null) {
            return fits(identity, keyTypes) ? alias : null;
        }
        return standard == null ? null : standard.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    private static boolean fits(Identity identity, String[] keyTypes) {
        return Arrays.asList(keyTypes).contains(identity.key().getAlgorithm());
    }

    private Identity ofHost(SSLEngine engine, String[] keyTypes) {
        String host = String.valueOf(engine.getPeerHost()).toLowerCase(Locale.ROOT);
        try {
            for (Identity identity : hosts.of(host.indexOf(':') >= 0 ? "[" + host + "]" : host, engine.getPeerPort())
                    .identities()) {
                if (fits(identity, keyTypes)) {
                    return identity;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        Identity identity = identities.get(alias);
        return identity != null ? identity.key() : standard == null ? null : standard.getPrivateKey(alias);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        Identity identity = identities.get(alias);
        return identity != null
                ? identity.chain().toArray(new X509Certificate[0])
                : standard == null ? null : standard.getCertificateChain(alias);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
