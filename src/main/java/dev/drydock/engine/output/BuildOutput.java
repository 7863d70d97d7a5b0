package dev.drydock.engine.output;

import dev.drydock.attest.Attested;
import dev.drydock.attest.Attester;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.image.Descriptor;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.NamedLock;
import dev.drydock.layout.Attachment;
import dev.drydock.layout.LayoutAttachments;
import dev.drydock.layout.LayoutDirectory;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.solve.SolvedImage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a build leaves behind. */
public final class BuildOutput {

    /** Documents about an image, of this build or of an earlier one. */
    private static final String DOCUMENTS = "{sbom,provenance}{,-*}.{cdx.json,spdx.json,json}";

    private final BuildRequest request;

    /**
     * An image that is finished.
     *
     * @param solved as far as it is known how it came about
     * @param baseInRegistry whether the base came from a registry, by its name
     */
    public record Finished(SolvedImage solved, LayoutImage documents, boolean baseInRegistry) {}

    public BuildOutput(BuildRequest request) {
        this.request = request;
    }

    /**
     * @param images one for each platform
     * @param steps that make layers, and how many of them came from the cache
     * @return which does not know how long the build took
     */
    public BuildResult write(List<Finished> images, Attestations attestations, int steps, int cached)
            throws IOException, InterruptedException {
        List<LayoutImage> documents = new ArrayList<>();
        List<Attester.Made> made = new ArrayList<>();
        List<ImageRecord.Part> parts = new ArrayList<>();
        long size = 0;
        for (Finished image : images) {
            long part = image.documents().size();
            documents.add(image.documents());
            made.add(new Attester.Made(image.documents(), image.solved().base(), image.baseInRegistry()));
            parts.add(new ImageRecord.Part(image.solved(), image.documents().manifest(), part));
            size += part;
        }
        Attested attested = attestations.of(made);
        Workspace space = request.workspace();
        try (var lock = NamedLock.acquire(space.projectCache().resolve("locks").resolve("layout"))) {
            Descriptor root = writeLayout(space.layout(), documents, attested, attestations.signing());
            if (!root.digest().equals(documents.get(0).manifest().digest())) {
                size += root.size();
            }
            Files.createDirectories(space.output());
            write(space.output(), attested);
            ImageRecord.write(space.output(), request.names(), root, size, parts);
            return new BuildResult(
                    request.names(),
                    root.digest(),
                    documents.get(0).manifest().config().digest(),
                    size,
                    space.layout(),
                    steps,
                    cached,
                    Duration.ZERO);
        }
    }

    private Descriptor writeLayout(Path directory, List<LayoutImage> images, Attested attested, Signing signing) {
        try {
            List<Attachment> earlier = signing.earlier(directory);
            Descriptor root = new LayoutWriter(directory).write(images, attested.inIndex(), request.names());
            List<Attachment> attachments = new ArrayList<>(attested.referrers());
            attachments.addAll(signing.sign(root, images, attested, earlier));
            LayoutAttachments.replaceAll(directory, attachments);
            return root;
        } catch (IOException e) {
            throw LayoutDirectory.failure(directory, e);
        }
    }

    /** Documents of an earlier build that this one has not made say something about another image. */
    private static void write(Path output, Attested attested) throws IOException {
        for (Path document : documents(output)) {
            if (!attested.files().containsKey(String.valueOf(document.getFileName()))) {
                Files.delete(document);
            }
        }
        for (String name : attested.files().keySet()) {
            AtomicFiles.write(output.resolve(name), attested.files().get(name));
        }
    }

    /** The documents about an image that are there. */
    public static Set<Path> documents(Path output) throws IOException {
        Set<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> documents = Files.newDirectoryStream(output, DOCUMENTS)) {
            for (Path document : documents) {
                found.add(document);
            }
        }
        return found;
    }
}
