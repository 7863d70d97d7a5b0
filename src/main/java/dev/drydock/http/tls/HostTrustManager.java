package dev.drydock.http.tls;

import dev.drydock.failure.Cause;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.address.Origin;
import dev.drydock.progress.BuildLog;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what the JVM trusts, then what the additional authorities vouch for, then those given for the host alone, its name
 * included in all; then, with a warning, whatever an insecure host shows. The JVM's authorities are loaded only when a
 * connection asks: plain HTTP shall not pay for them.
 */
final class HostTrustManager extends X509ExtendedTrustManager {

    private interface Check {
        void with(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private final @Nullable X509ExtendedTrustManager additional;
    private final HostCertificates hosts;
    private final InsecureHosts insecure;
    private final BuildLog log;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private @Nullable X509ExtendedTrustManager standard;

    HostTrustManager(
            @Nullable X509ExtendedTrustManager additional,
            HostCertificates hosts,
            InsecureHosts insecure,
            BuildLog log) {
        this.additional = additional;
        this.hosts = hosts;
        this.insecure = insecure;
        this.log = log;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(engine.getPeerHost(), engine.getPeerPort(), m -> m.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        String host =
                socket instanceof SSLSocket tls ? tls.getHandshakeSession().getPeerHost() : null;
        check(host, socket.getPort(), m -> m.checkServerTrusted(chain, authType, socket));
    }

    private void check(@Nullable String host, int port, Check check) throws CertificateException {
        CertificateException distrust = failure(check, standard());
        if (distrust == null) {
            return;
        }
        CertificateException also = additional == null ? distrust : failure(check, additional);
        if (also == null) {
            return;
        }
        if (also != distrust) {
            distrust.addSuppressed(also);
        }
        if (host == null) {
            throw distrust;
        }
        Origin origin = new Origin("https", host.indexOf(':') >= 0 ? "[" + host + "]" : host, port);
        X509ExtendedTrustManager own = ofHost(origin);
        also = own == null ? distrust : failure(check, own);
        if (also == null) {
            return;
        }
        if (also != distrust) {
            distrust.addSuppressed(also);
        }
        if (!insecure.allows(origin)) {
            throw distrust;
        }
        if (warned.add(origin.hostAndPort()) && !origin.isLoopback()) {
            log.warning("The certificate of " + origin
                    + " is not trusted, but accepted because of drydock.insecureRegistries");
        }
    }

    private static @Nullable CertificateException failure(Check check, X509ExtendedTrustManager manager) {
        try {
            check.with(manager);
            return null;
        } catch (CertificateException e) {
            return e;
        }
    }

    private @Nullable X509ExtendedTrustManager ofHost(Origin origin) throws CertificateException {
        try {
            List<X509Certificate> authorities =
                    hosts.of(origin.host(), origin.port()).authorities();
            return authorities.isEmpty() ? null : TlsTrust.trusting(authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new CertificateException(Cause.of(e), e);
        }
    }

    private synchronized X509ExtendedTrustManager standard() throws CertificateException {
        if (standard == null) {
            try {
                standard = TlsTrust.trustManager(null);
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the JVM's certificate authorities cannot be loaded", e);
            }
        }
        return standard;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a certificate can be judged only with its connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }
}
