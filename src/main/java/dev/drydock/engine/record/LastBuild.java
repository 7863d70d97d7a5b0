package dev.drydock.engine.record;

import dev.drydock.context.FileStamp;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Timestamp;
import dev.drydock.engine.Workspace;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedLines;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.store.RememberedReference;
import dev.drydock.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the last build was guided by and what it left, so that a build with nothing to do is over before it has
 * begun: no Dockerfile is parsed, no layer looked at, no JSON read. {@code image.inputs} has a word and its values in each
 * line and the checksum of all of it in the last:
 *
 * <pre>
 * request DIGEST                                       what was asked for
 * text DIGEST PATH                                     a small file read as a whole, or missing: see BuildTrace
 * absent PATH                                          nothing was there
 * image DIGEST NAME                                    what the name of a base image meant
 * output SIZE MODIFIED CHANGED INODE DEVICE PATH       a document the build left
 * blob SIZE PATH                                       a blob it left; its times change with every other link to it
 * warning TEXT                                         what the build warned of
 * note TEXT                                            what it told of its image
 * step NUMBER TOTAL STAGE-LENGTH STAGE TEXT            a step, for the log
 * result DIGEST IMAGE-ID SIZE
 * stamps                                               from here on:
 * stamp SIZE MODIFIED CHANGED INODE DEVICE PATH        a file or directory that was looked at
 * </pre>
 *
 * <p>A file changed a moment ago may change again without its times telling; then nothing is remembered. That does not go for
 * {@link Workspace#jars}.
 */
public final class LastBuild {

    public static final String FILE = "image.inputs";

    /** So many files are looked at on several threads; fewer cost less than the threads. */
    private static final int MANY = 2000;

    private static final int AT_ONCE = 4096;

    private final BuildRequest request;
    private final Path file;
    private @Nullable String digest;

    public LastBuild(BuildRequest request) {
        this.request = request;
        this.file = request.workspace().output().resolve(FILE);
    }

    /** The result of the last build, if this one would make the same and it is all still there. */
    public Optional<BuildResult> stillHolds(BuildLog log) {
        if (!mayHold(request.options())) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try {
            Optional<InputsFile> lines = holding();
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            tellThatAllIsCached(lines.get());
            List<StepName> steps = lines.get().steps();
            for (String warning : lines.get().values("warning")) {
                log.warning(warning);
            }
            for (String note : lines.get().values("note")) {
                log.note(note);
            }
            for (StepName step : steps) {
                log.stepCached(step);
            }
            return Optional.of(lines.get().result(request, steps.size(), Duration.ofNanos(System.nanoTime() - start)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            log.debug("the last build cannot be compared with: " + e);
            return Optional.empty();
        }
    }

    /** In {@code image.json} too nothing of this build was executed. */
    private void tellThatAllIsCached(InputsFile lines) throws IOException {
        Path record = request.workspace().output().toAbsolutePath().resolve(ImageRecord.FILE);
        if (ImageRecord.markAllCached(record)) {
            lines.restamp("output", FileStamp.of(record));
            lines.rewrite(file);
        }
    }

    /**
     * Writes {@code image.json} anew with something added to it, which the next build is not to take for damage.
     *
     * @param output where the build left it
     */
    static void amend(Path output, byte[] record) throws IOException {
        Path file = output.toAbsolutePath().resolve(ImageRecord.FILE);
        Path inputs = output.resolve(FILE);
        Optional<InputsFile> lines = InputsFile.read(inputs);
        boolean whole = lines.isPresent() && lines.get().values("output").contains(InputsFile.text(FileStamp.of(file)));
        AtomicFiles.write(file, record);
        if (whole) {
            lines.get().restamp("output", FileStamp.of(file));
            lines.get().rewrite(inputs);
        }
    }

    private static boolean mayHold(BuildOptions options) {
        return !options.cache().ignored()
                && options.bases().pull() != PullPolicy.ALWAYS
                && !(options.timestamp() instanceof Timestamp.Now);
    }

    /** The lines that the last build left, if everything in them still holds. */
    private Optional<InputsFile> holding() throws IOException {
        try (CheckedLines in = CheckedLines.open(file)) {
            Optional<InputsFile> lines = InputsFile.begin(in);
            if (lines.isEmpty() || !holds(lines.get())) {
                return Optional.empty();
            }
            List<String> stamps;
            do {
                stamps = InputsFile.stamps(in, AT_ONCE);
                if (!allSame(stamps)) {
                    return Optional.empty();
                }
            } while (!stamps.isEmpty());
            return in.areWhole() ? lines : Optional.empty();
        }
    }

    private boolean holds(InputsFile lines) throws IOException {
        if (!lines.values("request").equals(List.of(requestDigest()))) {
            return false;
        }
        if (!allSame(lines.values("output"))) {
            return false;
        }
        for (String line : lines.values("blob")) {
            String[] words = line.split(" ", 2);
            if (Files.size(path(words[1])) != Long.parseLong(words[0])) {
                return false;
            }
        }
        for (String line : lines.values("text")) {
            String[] words = line.split(" ", 2);
            if (!BuildTrace.digestNow(path(words[1])).toString().equals(words[0])) {
                return false;
            }
        }
        for (String path : lines.values("absent")) {
            if (Files.exists(path(path), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return meanTheSame(lines.values("image"));
    }

    /** Made once: looking into all records takes milliseconds. */
    private String requestDigest() throws IOException {
        String made = digest;
        if (made == null) {
            made = RequestDigest.of(request).toString();
            digest = made;
        }
        return made;
    }

    private boolean allSame(List<String> stamps) {
        if (stamps.size() >= MANY) {
            return stamps.parallelStream().allMatch(line -> sameAs(InputsFile.stamp(line)));
        }
        for (String line : stamps) {
            if (!sameAs(InputsFile.stamp(line))) {
                return false;
            }
        }
        return true;
    }

    /** On the system that the build is on. */
    private Path path(String text) {
        return file.getFileSystem().getPath(text);
    }

    private boolean sameAs(FileStamp stamp) {
        try {
            return FileStamp.of(path(stamp.path())).equals(stamp);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean meanTheSame(List<String> images) {
        if (images.isEmpty()) {
            return true;
        }
        try (Store store = Store.open(request.workspace().store())) {
            for (String line : images) {
                String[] words = line.split(" ", 2);
                Optional<RememberedReference> now = store.remembered(words[1]);
                if (now.isEmpty() || !now.get().digest().toString().equals(words[0])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Forgets the last build; to be called before anything it left is changed. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * @param steps in the order they are to be shown
     * @param others files that the build left in its output, besides those that every build leaves
     */
    public void remember(BuildTrace trace, BuildResult result, List<StepName> steps, Collection<Path> others)
            throws IOException {
        if (mayHold(request.options()) && trace.isComplete()) {
            try {
                write(trace, result, steps, others);
            } catch (InputsFile.Unfit e) {
                return; // the next build looks at everything itself
            }
        }
    }

    private void write(BuildTrace trace, BuildResult result, List<StepName> steps, Collection<Path> others)
            throws IOException {
        InputsFile lines = new InputsFile();
        lines.add("request", requestDigest());
        for (Map.Entry<String, Digest> text : trace.texts().entrySet()) {
            lines.add("text", text.getValue() + " " + text.getKey());
        }
        String jars = request.workspace().jars().toAbsolutePath()
                + file.getFileSystem().getSeparator();
        for (String path : trace.absent()) {
            lines.add("absent", path);
        }
        for (Map.Entry<String, Digest> image : trace.images().entrySet()) {
            lines.add("image", image.getValue() + " " + image.getKey());
        }
        for (Path output : documents()) {
            lines.add("output", InputsFile.text(FileStamp.of(output)));
        }
        for (Path output : others) {
            lines.add("output", InputsFile.text(FileStamp.of(output.toAbsolutePath())));
        }
        for (Path blob : blobs()) {
            lines.add("blob", Files.size(blob) + " " + blob);
        }
        for (String warning : trace.warnings()) {
            lines.add("warning", warning);
        }
        for (String note : trace.notes()) {
            lines.add("note", note);
        }
        for (StepName step : steps) {
            lines.add("step", InputsFile.text(step));
        }
        lines.add("result", result.digest() + " " + result.imageId() + " " + result.size());
        lines.write(file, trace, jars);
    }

    private List<Path> documents() {
        Workspace space = request.workspace();
        Path output = space.output().toAbsolutePath();
        return List.of(
                output.resolve(ImageRecord.FILE),
                output.resolve(ImageRecord.DIGEST_FILE),
                output.resolve(ImageProperties.FILE),
                space.layout().toAbsolutePath().resolve("index.json"));
    }

    private List<Path> blobs() throws IOException {
        Path blobs = request.workspace().layout().toAbsolutePath().resolve("blobs");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> algorithms = Files.newDirectoryStream(blobs)) {
            for (Path algorithm : algorithms) {
                addBlobs(algorithm, found);
            }
        }
        return found;
    }

    private static void addBlobs(Path algorithm, List<Path> found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(algorithm)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    found.add(file);
                }
            }
        }
    }
}
