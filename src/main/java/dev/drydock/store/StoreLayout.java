package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where things are; see the package's page.
 *
 * @param inProject whether it is the store of a project and not the machine-wide one
 */
@StartUp
record StoreLayout(Path root, boolean inProject) {

    static final String INDEX = "index";

    /** The failure to report when something in the store could not be read or written. */
    BuildFailure failure(IOException cause) {
        return StoreFailures.of(root, inProject, cause);
    }

    Path blobs() {
        return root.resolve("blobs");
    }

    Path blob(Digest digest) {
        return blobs().resolve(digest.algorithm()).resolve(digest.hex());
    }

    Path layers() {
        return root.resolve("layers");
    }

    Path layerDirectory(Digest diffId) {
        return layers().resolve(diffId.algorithm()).resolve(diffId.hex());
    }

    Path layer(Digest diffId, Digest blob) {
        return layerDirectory(diffId).resolve(blob.algorithm() + "-" + blob.hex());
    }

    Path index(Digest diffId) {
        return layerDirectory(diffId).resolve(INDEX);
    }

    Path steps() {
        return root.resolve("steps");
    }

    Path step(Digest key) {
        return steps().resolve(key.hex());
    }

    Path commands() {
        return root.resolve("commands");
    }

    Path command(Digest text) {
        return commands().resolve(text.hex());
    }

    /** Filled by the room run. */
    Path worker() {
        return root.resolve("worker");
    }

    Path references() {
        return root.resolve("references");
    }

    Path reference(String name) {
        return references().resolve(hash(name));
    }

    Path memos() {
        return root.resolve("memo");
    }

    Path memo(Path directory) {
        return memos().resolve(hash(directory.toAbsolutePath().normalize().toString()));
    }

    Path sessions() {
        return root.resolve("sessions");
    }

    Path locks() {
        return root.resolve("locks");
    }

    Path prunes() {
        return root.resolve("prunes");
    }

    Path runtimes() {
        return root.resolve("runtimes");
    }

    Path libraries() {
        return root.resolve("libraries");
    }

    Path findings() {
        return root.resolve("findings");
    }

    Path remote() {
        return root.resolve("remote");
    }

    Path checkouts() {
        return remote().resolve("git");
    }

    Path downloads() {
        return remote().resolve("content");
    }

    Path urls() {
        return remote().resolve("url");
    }

    private static String hash(String name) {
        return Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
