package dev.drydock.http.tls;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificates for a host in docker's and podman's {@code certs.d} directories: below its name, {@code *.crt} are authorities,
 * {@code *.cert} with a {@code .key} beside it are client certificates. Read when the host is first spoken to.
 */
final class HostCertificates {

    /** A client certificate, its own first, and its key. */
    record Identity(PrivateKey key, List<X509Certificate> chain) {

        static Identity read(Path certificate, Path key) throws IOException {
            return new Identity(PemFiles.privateKey(key), PemFiles.certificates(certificate));
        }
    }

    /** Certificates found for one host. */
    record Found(List<X509Certificate> authorities, List<Identity> identities) {}

    private final List<Path> directories;
    private final Map<String, Found> known = new ConcurrentHashMap<>();

    HostCertificates(List<Path> directories) {
        this.directories = directories;
    }

    /**
     * All that is there for the host.
     *
     * @param host an IPv6 address in brackets
     * @throws IOException naming the file, if one cannot be used
     */
    Found of(String host, int port) throws IOException {
        String name = host + ":" + port;
        Found before = known.get(name);
        if (before != null) {
            return before;
        }
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        for (Path directory : directories) {
            read(directory.resolve(fileName(name)), found);
            if (port == 443) {
                read(directory.resolve(fileName(host)), found);
            }
        }
        known.put(name, found);
        return found;
    }

    /** Where colons cannot be in names of files, docker leaves them out. */
    private static String fileName(String name) {
        return File.separatorChar == '\\' ? name.replace(":", "") : name;
    }

    private static void read(Path directory, Found into) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(files::add);
        }
        Collections.sort(files);
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(".crt")) {
                into.authorities.addAll(PemFiles.certificates(file));
            } else if (name.endsWith(".cert")) {
                Path key = file.resolveSibling(name.substring(0, name.length() - "cert".length()) + "key");
                if (!Files.exists(key)) {
                    throw new IOException(file + ": there is no " + key.getFileName() + " beside it");
                }
                into.identities.add(Identity.read(file, key));
            }
        }
    }
}
