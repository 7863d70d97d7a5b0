package dev.drydock.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key pair with a certificate it signed itself, made by the JDK's keytool.
 *
 * @param pem the certificate, to be trusted as an authority
 */
public record TestCertificates(SSLContext context, Path pem) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param names as keytool has them, {@code dns:registry.test,ip:127.0.0.1} */
    public static TestCertificates make(Path directory, String names) {
        Path store = directory.resolve("key-" + names.hashCode() + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-dname",
                            "CN=test",
                            "-ext",
                            "san=" + names,
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit")
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            Path pem = directory.resolve("ca-" + names.hashCode() + ".pem");
            Files.writeString(
                    pem,
                    "a comment\n-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(keys.getCertificate("test").getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            return new TestCertificates(context, pem);
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
