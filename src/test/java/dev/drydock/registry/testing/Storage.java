package dev.drydock.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The content of a registry. Thread-safe. */
public interface Storage {

    /** Length of a blob of the repository; -1 if it has none such. */
    long blobSize(String repository, String digest) throws IOException;

    /** The blob from this byte on. */
    InputStream openBlob(String digest, long offset) throws IOException;

    /** Makes a blob that is here the repository's as well. */
    void link(String repository, String digest) throws IOException;

    /** A new, empty upload's name. */
    String newUpload() throws IOException;

    /** Bytes the upload has; -1 if there is no such upload. */
    long uploadSize(String upload) throws IOException;

    /** Adds to the upload's end; what was written counts even if the stream is never closed. */
    OutputStream append(String upload) throws IOException;

    /** Turns the upload into a blob; false, and the upload is gone, if its digest is another. */
    boolean finish(String repository, String upload, String digest) throws IOException;

    void removeUpload(String upload) throws IOException;

    /** Forgets all uploads, as a registry does that restarts. */
    void removeUploads() throws IOException;

    void putManifest(String repository, String digest, StoredManifest manifest) throws IOException;

    Optional<StoredManifest> manifest(String repository, String digest) throws IOException;

    void removeManifest(String repository, String digest) throws IOException;

    List<String> manifests(String repository) throws IOException;

    void tag(String repository, String tag, String digest) throws IOException;

    /** The digest the tag names. */
    Optional<String> tagged(String repository, String tag) throws IOException;

    void removeTag(String repository, String tag) throws IOException;

    /** In order; empty if there is no such repository. */
    List<String> tags(String repository) throws IOException;

    /** @param raw as it was put */
    record StoredManifest(String mediaType, byte[] raw) {}
}
