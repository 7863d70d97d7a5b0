package dev.drydock.buildkit;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.io.DigestingOutput;
import dev.drydock.io.FileTrees;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.process.Program;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The archive of an OCI image layout that comes out of a client, unpacked beside the layout it is for. Nothing in it is
 * trusted: names are those that a layout has, each once and a plain file; a blob has the bytes its name says; layers are
 * complete.
 */
final class IncomingLayout implements Program.Output, Closeable {

    private static final Pattern BLOB = Pattern.compile("blobs/([a-z0-9]+)/([0-9a-f]+)");
    private static final Pattern DIRECTORY = Pattern.compile("(?:blobs(?:/[a-z0-9]+)?)?");
    private static final List<String> DOCUMENTS = List.of("oci-layout", "index.json");
    private static final long LARGEST_DOCUMENT = 32L << 20;
    private static final int DEEPEST_INDEX = 4;

    private final Path directory;

    private IncomingLayout(Path directory) {
        this.directory = directory;
    }

    /** @param directory for this build alone; what an earlier one may have left there is removed */
    static IncomingLayout in(Path directory) throws IOException {
        IncomingLayout incoming = new IncomingLayout(directory);
        incoming.close();
        Files.createDirectories(directory);
        return incoming;
    }

    @Override
    public void readFrom(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        TarReader archive = new TarReader(buffered);
        for (TarEntry entry = archive.next(); entry != null; entry = archive.next()) {
            take(entry, archive.content());
        }
        // Writers pad archives; one that cannot write all of that fails.
        buffered.transferTo(OutputStream.nullOutputStream());
    }

    private void take(TarEntry entry, InputStream content) throws IOException {
        String name = entry.name().endsWith("/")
                ? entry.name().substring(0, entry.name().length() - 1)
                : entry.name();
        Matcher blob = BLOB.matcher(name);
        if (entry.type() == TarEntry.Type.DIRECTORY && DIRECTORY.matcher(name).matches()) {
            return;
        }
        if (entry.type() != TarEntry.Type.FILE || !blob.matches() && !DOCUMENTS.contains(name)) {
            throw refusal("'" + entry.name() + "' has no place in an image layout");
        }
        if (blob.matches()) {
            write(name, digest(blob), content);
        } else if (entry.size() > LARGEST_DOCUMENT) {
            throw refusal(name + " has " + entry.size() + " bytes");
        } else {
            write(name, null, content);
        }
    }

    private static Digest digest(Matcher blob) {
        try {
            return new Digest(blob.group(1), blob.group(2));
        } catch (IllegalArgumentException e) {
            throw refusal(blob.group() + " is not named by a digest");
        }
    }

    private void write(String name, @Nullable Digest expected, InputStream content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Digest any = expected == null ? Digest.of(new byte[0]) : expected;
        try (var out = new DigestingOutput(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                any.newMessageDigest())) {
            content.transferTo(out);
            if (expected != null && !Arrays.equals(out.hash(), expected.hash())) {
                throw refusal("blob " + expected + " has other bytes than its digest says");
            }
        } catch (FileAlreadyExistsException e) {
            throw refusal(name + " is there twice");
        }
    }

    private static BuildFailure refusal(String why) {
        return BuildFailure.ofEnvironment(
                "BuildKit gave back something that is no image layout: " + why,
                "The image of the last build is still there. If another program stands in for buildctl or buildx, see"
                        + " what it does.",
                null);
    }

    /**
     * The images that came, in the order they were asked for.
     *
     * @throws BuildFailure if one is missing or incomplete, or there are others
     */
    List<LayoutImage> images(List<Platform> wanted) throws IOException {
        OciLayout layout = OciLayout.open(directory);
        Map<Digest, LayoutImage> found = new LinkedHashMap<>();
        for (Descriptor entry : layout.entries()) {
            collect(layout, entry, found, 0);
        }
        List<LayoutImage> left = new ArrayList<>(found.values());
        List<LayoutImage> images = new ArrayList<>();
        for (Platform platform : wanted) {
            LayoutImage image = take(platform, left, wanted.size() == 1);
            images.add(image);
            left.remove(image);
        }
        if (!left.isEmpty()) {
            throw refusal("it has an image for "
                    + ImageConfig.parse(left.get(0).config()).platform() + ", which nobody has asked for");
        }
        return images;
    }

    private static void collect(OciLayout layout, Descriptor at, Map<Digest, LayoutImage> found, int depth)
            throws IOException {
        if (MediaTypes.isIndex(at.mediaType())) {
            if (depth == DEEPEST_INDEX) {
                throw refusal("it has indexes within indexes");
            }
            for (Descriptor part : layout.readIndex(at).manifests()) {
                collect(layout, part, found, depth + 1);
            }
        } else if (!at.annotations().containsKey("vnd.docker.reference.type")) {
            LayoutImage image = layout.image(at);
            int diffIds = image.parsedConfig().diffIds().size();
            if (diffIds != image.manifest().layers().size()) {
                throw refusal("an image has " + image.manifest().layers().size() + " layers, and its config names "
                        + diffIds);
            }
            found.put(at.digest(), image);
        }
    }

    /** An image alone is taken whatever variant of the processor it names. */
    private static LayoutImage take(Platform platform, List<LayoutImage> from, boolean alone) throws IOException {
        for (LayoutImage image : from) {
            Platform has = image.parsedConfig().platform();
            if (platform.accepts(has) || alone && platform.architecture().equals(has.architecture())) {
                return image;
            }
        }
        throw refusal("it has no image for " + platform);
    }

    @Override
    public void close() throws IOException {
        FileTrees.delete(directory);
    }
}
