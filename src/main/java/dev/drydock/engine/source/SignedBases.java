package dev.drydock.engine.source;

import dev.drydock.engine.SignedBase;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.verify.RegistryPlace;
import dev.drydock.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses base images that have to be signed and are not. What was found signed is noted on this machine, by digest and key, so
 * that it need not be asked of the registry again.
 *
 * @param rules the first that concerns an image counts
 * @param notes folder of this machine
 * @param offline whether no registry may be asked
 */
record SignedBases(List<SignedBase> rules, Path notes, Registries registries, boolean offline, BuildTrace trace) {

    /** @param root what the reference means */
    void check(Reference reference, FetchedManifest root) throws IOException {
        for (SignedBase rule : rules) {
            if (rule.concerns(reference.registry() + "/" + reference.repository())) {
                check(reference, root, rule.key());
                return;
            }
        }
    }

    private void check(Reference reference, FetchedManifest root, Path file) throws IOException {
        trace.read(file);
        VerifyingKey key = KeyFiles.verifying(file, "drydock.verify.bases");
        Path note = notes.resolve(Digest.of(key.key().getEncoded()).hex())
                .resolve(root.digest().algorithm() + "-" + root.digest().hex());
        if (Files.exists(note)) {
            return;
        }
        if (offline) {
            throw BuildFailure.ofEnvironment(
                    "The base image " + reference + " has to be signed by the key " + file
                            + " (drydock.verify.bases), and this build asks no registry whether it is",
                    "Build once without --offline and drydock.pull=never: a signature that was found is remembered.",
                    null);
        }
        String why =
                Verification.whyUnsigned(new RegistryPlace(registries.client(), reference), root.descriptor(), key);
        if (!why.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "The base image " + reference + " (" + root.digest() + ") is not signed by the key " + file
                            + ", but " + "drydock.verify.bases asks for that: " + why,
                    "Use an image that is signed, or ask whoever publishes it.");
        }
        Files.createDirectories(note.getParent());
        Files.write(note, new byte[0]);
    }
}
