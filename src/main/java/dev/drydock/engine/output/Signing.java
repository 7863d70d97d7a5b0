package dev.drydock.engine.output;

import dev.drydock.attest.Attested;
import dev.drydock.attest.Attester;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.SigningOptions;
import dev.drydock.engine.SigningOptions.Format;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Reference;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.sign.Signatures;
import dev.drydock.sign.Signer;
import dev.drydock.sign.key.CommandSigner;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.sign.key.Passphrase;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs the images of a build and what is stated about them; or nothing, if the request has nobody who could. */
public final class Signing {

    static final Signing NONE = new Signing(null, List.of());

    private final @Nullable Signer signer;

    /** Those that signatures in the older form are for; none if bundles are made. */
    private final List<Reference> repositories;

    private Signing(@Nullable Signer signer, List<Reference> repositories) {
        this.signer = signer;
        this.repositories = repositories;
    }

    /**
     * Finds the key. Asked before anything is built, since a key that is missing is found out early then.
     *
     * @throws BuildFailure if there is none that can be used
     */
    public static Signing of(BuildRequest request, BuildTrace trace, BuildEnvironment environment) throws IOException {
        SigningOptions options = request.options().attestations().signing();
        if (options == null) {
            return NONE;
        }
        List<Reference> repositories = options.format() == Format.LEGACY ? repositories(request.names()) : List.of();
        return new Signing(signer(options, trace, environment), repositories);
    }

    private static List<Reference> repositories(List<Reference> names) {
        Set<Reference> repositories = new LinkedHashSet<>();
        for (Reference name : names) {
            repositories.add(new Reference(name.registry(), name.repository(), null, null));
        }
        return List.copyOf(repositories);
    }

    private static Signer signer(SigningOptions options, BuildTrace trace, BuildEnvironment environment)
            throws IOException {
        if (options.key() != null) {
            trace.read(options.key());
            Passphrase passphrase = environment.passphrase();
            return KeyFiles.signer(
                    options.key(), "drydock.sign.key", passphrase == null ? Passphrase.NONE : passphrase);
        }
        Path publicKey = Objects.requireNonNull(options.publicKey());
        trace.read(publicKey);
        return new CommandSigner(
                options.command(), options.directory(), KeyFiles.verifying(publicKey, "drydock.sign.publicKey"));
    }

    /** Signatures that a build has left in a layout; worth nothing more than the work of making them again. */
    List<Attachment> earlier(Path directory) {
        if (signer == null || !OciLayout.existsAt(directory)) {
            return List.of();
        }
        try {
            OciLayout layout = OciLayout.open(directory);
            List<Attachment> earlier = new ArrayList<>();
            for (Descriptor each : layout.attachments()) {
                earlier.add(LayoutAttachments.read(layout, each));
            }
            return earlier;
        } catch (IOException | BuildFailure damaged) {
            return List.of();
        }
    }

    /**
     * @param root what the names of the image mean
     * @param images one for each platform
     * @param earlier signatures that may still be right
     */
    List<Attachment> sign(Descriptor root, List<LayoutImage> images, Attested attested, List<Attachment> earlier)
            throws IOException {
        if (signer == null) {
            return List.of();
        }
        Map<Object, Descriptor> subjects = new LinkedHashMap<>();
        subjects.put(root.digest(), root);
        for (LayoutImage image : images) {
            subjects.putIfAbsent(image.manifest().digest(), image.manifest().descriptor());
        }
        List<Statement> statements = new ArrayList<>();
        for (List<Attachment> all : List.of(attested.referrers(), attested.inIndex())) {
            for (Attachment attachment : all) {
                if (attachment.artifactType().equals(Attester.ATTESTATION)) {
                    for (Attachment.Part part : attachment.parts()) {
                        statements.add(new Statement(attachment.subject(), part.content()));
                    }
                }
            }
        }
        List<Descriptor> signed = List.copyOf(subjects.values());
        Signatures signatures =
                new Signatures(signer, images.get(0).parsedConfig().createdAt(), earlier);
        if (repositories.isEmpty()) {
            return signatures.attachments(signed, statements);
        }
        List<Attachment> attachments = new ArrayList<>(signatures.legacy(signed, repositories));
        attachments.addAll(signatures.attachments(List.of(), statements));
        return attachments;
    }
}
