package dev.drydock.engine.record;

import dev.drydock.context.BuildContext;
import dev.drydock.context.FileStamp;
import dev.drydock.context.HostFiles;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything outside the request that a build let itself be guided by: small files it read, files and directories of
 * contexts as they were before it looked into them, what names of images meant. As long as all that is the same, the same
 * build would make the same image. Used by several threads.
 */
@StartUp
public final class BuildTrace {

    /** Stands for a file that is not there, which an empty one is not: an empty ignore file hides another one. */
    private static final Digest ABSENT = Digest.of(new byte[] {0});

    private final Map<String, Digest> texts = new TreeMap<>();
    private final Map<String, Digest> images = new TreeMap<>();
    private final Map<String, Material> materials = new TreeMap<>();
    private final Set<FileStamp> files = new HashSet<>();
    private final List<BuildContext> contexts = new ArrayList<>();
    private final List<HostFiles> looked = new ArrayList<>();
    private final Set<String> absent = new HashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private boolean complete = true;
    private long began;

    /** Reads a file and remembers its content; empty if there is none. */
    public synchronized Optional<byte[]> read(Path file) throws IOException {
        Optional<byte[]> bytes = readIfThere(file);
        texts.put(file.toAbsolutePath().toString(), digest(bytes));
        return bytes;
    }

    /** The digest {@link #read} would remember now. */
    static Digest digestNow(Path file) throws IOException {
        return digest(readIfThere(file));
    }

    /** A directory of that name is as good as nothing. */
    private static Optional<byte[]> readIfThere(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Digest digest(Optional<byte[]> bytes) {
        return bytes.isPresent() ? Digest.of(bytes.get()) : ABSENT;
    }

    public synchronized void image(Reference name, Digest root) {
        images.put(name.fullName(), root);
    }

    public synchronized void context(BuildContext context) {
        begin();
        contexts.add(context);
    }

    /** Files that are no context: what is looked at through this. */
    public synchronized void files(HostFiles files) {
        begin();
        looked.add(files);
    }

    private void begin() {
        if (contexts.isEmpty() && looked.isEmpty()) {
            began = System.currentTimeMillis() * 1_000_000;
        }
    }

    /** Nothing was there, and that was no mistake. */
    public synchronized void absent(Path path) {
        absent.add(path.toAbsolutePath().toString());
    }

    public synchronized Set<String> absent() {
        return new TreeSet<>(absent);
    }

    public synchronized void file(FileStamp stamp) {
        files.add(stamp);
    }

    /** Something was used of which nobody can tell cheaply whether it is still the same, such as a download. */
    public synchronized void incomplete() {
        complete = false;
    }

    synchronized boolean isComplete() {
        return complete;
    }

    /**
     * The user is warned; a build that has nothing to do says so again.
     *
     * @return whether that is new: several platforms may give reason for the same
     */
    public synchronized boolean warning(String message) {
        return warnings.add(message);
    }

    /** The user is warned of something the build checks found. */
    public synchronized void finding(String message) {
        findings.add(message);
        warning(message);
    }

    /** Everybody is told, of an image that is not quite the one asked for; a build that has nothing to do says so again. */
    public synchronized void note(String message) {
        notes.add(message);
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Those of the {@link #warnings} that come from the build checks. */
    public synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    /** When the first context was opened, in nanoseconds since 1970: everything in {@link #stamps} was looked at later. */
    synchronized long began() {
        return began;
    }

    synchronized Map<String, Digest> texts() {
        return new TreeMap<>(texts);
    }

    /** Something fetched from elsewhere went into the image. */
    public synchronized void material(Material material) {
        materials.put(material.uri() + " " + material.digest(), material);
    }

    /** In an order of their own. */
    public synchronized List<Material> materials() {
        return List.copyOf(materials.values());
    }

    /** The digest of a small file as it was when {@link #read} read it; empty if nobody did, or it was not there. */
    public synchronized Optional<Digest> text(Path file) {
        Digest digest = texts.get(file.toAbsolutePath().toString());
        return digest == null || digest.equals(ABSENT) ? Optional.empty() : Optional.of(digest);
    }

    public synchronized Map<String, Digest> images() {
        return new TreeMap<>(images);
    }

    /** Shows what was looked at; one that several contexts show is shown several times. */
    synchronized void stamps(FileStamp.Visitor visitor) throws IOException {
        for (FileStamp file : files) {
            visitor.stamp(file);
        }
        for (BuildContext context : contexts) {
            context.stamps(visitor);
        }
        for (HostFiles more : looked) {
            more.stamps(visitor);
        }
    }
}
