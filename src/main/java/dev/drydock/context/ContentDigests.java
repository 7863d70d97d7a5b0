package dev.drydock.context;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Digests of what files of a build context hold: content, together with extended attributes where there are any. Files whose
 * stamp the memo knows are not read; the others are, on several threads.
 */
public final class ContentDigests {

    /** More than processors: whoever reads a file that is not in memory waits for the disk. */
    private static final int READERS = 8;

    private static final int BUFFER = 1 << 17;

    private final ContentMemo memo;

    public ContentDigests(ContentMemo memo) {
        this.memo = memo;
    }

    /**
     * @param paths files of any type in the context
     * @return a digest for each path; equal if, and only if, content and extended attributes are
     * @throws BuildFailure if a file cannot be read, has gone, or changed while it was read
     */
    public Map<String, Digest> of(BuildContext context, Collection<String> paths) throws InterruptedException {
        Map<String, Digest> digests = new HashMap<>();
        List<HostFile> unknown = new ArrayList<>();
        for (String path : paths) {
            HostFile file = existing(context, path);
            Digest known = memo.find(file.stamp());
            if (known == null) {
                unknown.add(file);
            } else {
                digests.put(path, known);
            }
        }
        digests.putAll(hash(unknown));
        return digests;
    }

    private Map<String, Digest> hash(List<HostFile> files) throws InterruptedException {
        Map<String, Digest> digests = new ConcurrentHashMap<>();
        int threads = Math.min(Math.max(READERS, Runtime.getRuntime().availableProcessors()), files.size());
        if (threads <= 1) {
            files.forEach(file -> digests.put(file.entry().name(), hash(file)));
            return digests;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var next = new AtomicInteger();
            Callable<Boolean> reader = () -> {
                for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
                    digests.put(files.get(i).entry().name(), hash(files.get(i)));
                }
                return true;
            };
            var done = new ExecutorCompletionService<Boolean>(pool);
            for (int i = 0; i < threads; i++) {
                done.submit(reader);
            }
            for (int i = 0; i < threads; i++) {
                done.take().get();
            }
            return digests;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Digest hash(HostFile file) {
        String path = file.entry().name();
        try {
            long now = System.currentTimeMillis() * 1_000_000;
            Digest digest = read(file);
            BuildContext.checkUnchanged(file);
            if (file.stamp().isSettled(now)) {
                memo.remember(file.stamp(), digest);
            }
            return digest;
        } catch (NoSuchFileException e) {
            throw gone(path);
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(
                    "/" + path + " of the build context cannot be read: " + Cause.of(e),
                    "Make it readable for this user, or exclude it in .dockerignore.",
                    e);
        }
    }

    private static Digest read(HostFile file) throws IOException {
        MessageDigest content = Digest.newSha256();
        if (file.hasContent()) {
            try (InputStream in = Files.newInputStream(file.host(), LinkOption.NOFOLLOW_LINKS)) {
                // One byte more than there should be, so that a small file is read at once.
                byte[] buffer = new byte[(int) Math.min(BUFFER, file.entry().size() + 1)];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    content.update(buffer, 0, n);
                }
            }
        }
        Digest digest = Digest.ofSha256(content.digest());
        Map<String, byte[]> xattrs = HostXattrs.read(file);
        return withXattrs(digest, xattrs);
    }

    /** The digest of a file of that content and those extended attributes; that of the content if there are none. */
    public static Digest withXattrs(Digest content, Map<String, byte[]> xattrs) {
        if (xattrs.isEmpty()) {
            return content;
        }
        MessageDigest sum = Digest.newSha256();
        try (var out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sum))) {
            out.writeUTF("drydock file with extended attributes");
            out.writeUTF(content.toString());
            for (var xattr : new TreeMap<>(xattrs).entrySet()) {
                byte[] name = xattr.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(name.length);
                out.write(name);
                out.writeInt(xattr.getValue().length);
                out.write(xattr.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a digest never fails to take bytes", e);
        }
        return Digest.ofSha256(sum.digest());
    }

    private static HostFile existing(BuildContext context, String path) {
        HostFile file = context.find(path);
        if (file == null) {
            throw gone(path);
        }
        return file;
    }

    private static BuildFailure gone(String path) {
        return BuildFailure.ofEnvironment(
                "/" + path + " of the build context was deleted while the build ran",
                "Build again while nothing changes the build context.",
                null);
    }
}
