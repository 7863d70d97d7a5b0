package dev.drydock.http.tls;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.TlsFailure;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS connections trust and who they say we are. One context serves all hosts, so that there is one pool of
 * connections; trust manager and key manager look at the host themselves.
 */
@StartUp
public final class TlsTrust {

    private final TlsMaterial material;
    private final InsecureHosts insecure;
    private final BuildLog log;
    private @Nullable SSLContext context;

    /**
     * @param log warned once a host when a certificate is accepted that nobody vouches for
     * @throws BuildFailure if a file with authorities cannot be used
     * @throws IOException naming the file, if another one cannot be used
     */
    public TlsTrust(TlsMaterial material, InsecureHosts insecure, BuildLog log) throws IOException {
        this.material = material;
        this.insecure = insecure;
        this.log = log;
        boolean mayBeWrong = !material.authorities().isEmpty()
                || !System.getProperty("javax.net.ssl.keyStore", "").isEmpty();
        if (mayBeWrong) {
            context();
        }
    }

    /**
     * Made when first asked for, unless there are files to be read: a registry on plain HTTP never needs the two hundred
     * classes behind it.
     */
    public synchronized SSLContext context() throws IOException {
        SSLContext made = context;
        if (made == null) {
            try {
                HostCertificates hosts = new HostCertificates(material.directories());
                TrustManager trust = new HostTrustManager(additional(material), hosts, insecure, log);
                KeyManager keys = new HostKeyManager(hosts);
                made = SSLContext.getInstance("TLS");
                made.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
            }
            context = made;
        }
        return made;
    }

    /**
     * The advice about a certificate that was not accepted, ours or the server's.
     *
     * @param host as the user named it
     */
    public static String cure(String host, TlsFailure failure) {
        return switch (failure.reason()) {
            case CLIENT_CERTIFICATE, HANDSHAKE ->
                "Client certificates are looked for as client.cert and client.key in certs.d/" + host
                        + " of /etc/docker, /etc/containers and their directories in the user's home.";
            case OTHER_TIME -> "Renew the certificate of " + host + ", or check the clock of this machine.";
            case OTHER_NAME -> "Use a name that the certificate is for.";
            case DISTRUSTED ->
                "If a private authority issued the certificate of " + host + ", name the authority's PEM file in"
                        + " drydock.caCertificates. To accept any certificate of that host, list it in"
                        + " drydock.insecureRegistries.";
        };
    }

    private static @Nullable X509ExtendedTrustManager additional(TlsMaterial material)
            throws GeneralSecurityException, IOException {
        if (material.authorities().isEmpty()) {
            return null;
        }
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : material.authorities()) {
            try {
                all.addAll(PemFiles.certificates(file));
            } catch (IOException e) {
                throw BuildFailure.ofBuild(
                        "drydock.caCertificates: " + e.getMessage(),
                        "Each is the path of a PEM file with certificates of authorities to trust.");
            }
        }
        return trusting(all);
    }

    static X509ExtendedTrustManager trusting(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return trustManager(store);
    }

    /** @param store null for the JVM's own */
    static X509ExtendedTrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this JVM has no X.509 trust manager");
    }
}
