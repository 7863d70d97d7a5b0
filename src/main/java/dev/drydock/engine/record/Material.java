package dev.drydock.engine.record;

import dev.drydock.image.Digest;

/**
 * Something that a build fetched and that is in its image.
 *
 * @param uri where from, without names, passwords, queries and fragments, which may be secret; "" if nobody else could
 *     find it there
 * @param algorithm of the digest, as in-toto calls it: {@code sha256}, {@code gitCommit}
 * @param digest in hex
 */
public record Material(String uri, String algorithm, String digest) {

    /** A file that {@code ADD} fetched. */
    public static Material ofDownload(String url, Digest content) {
        return new Material(withoutSecrets(url), content.algorithm(), content.hex());
    }

    /** A git repository that {@code ADD} fetched, in the form SPDX has for download locations. */
    public static Material ofRepository(String url, String commit) {
        return new Material(repository(url) + "@" + commit, "gitCommit", commit);
    }

    /** A git repository: {@code git+https://host/path}, {@code git+ssh://host/path} for {@code user@host:path} too. */
    public static String repository(String url) {
        String clean = withoutSecrets(url);
        if (!clean.contains("://")) {
            clean = "ssh://" + clean.substring(clean.indexOf('@') + 1).replaceFirst(":", "/");
        }
        return clean.startsWith("git+") || clean.startsWith("git:") ? clean : "git+" + clean;
    }

    /** An address without what may be secret in it. */
    public static String withoutSecrets(String url) {
        return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@?#]*@", "$1").replaceFirst("[?#].*$", "");
    }
}
