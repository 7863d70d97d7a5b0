package dev.drydock.plan;

import dev.drydock.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cache keys of steps, as pure functions. A key is the digest of three things: the state the step starts from, as the diff IDs
 * below it and the definitions of the steps that made them; what the step is, as far as it acts; and the content of what it
 * reads from elsewhere. Two builds that come to the same key may therefore share the result. A step that ran again and made the
 * same leaves what is above it valid; one that says something else, though it comes to the same layer, does not, as with
 * Docker.
 *
 * <pre>
 * step     what counts                                     what does not
 * RUN      argv with the shell; env with the ARGs in       proxy arguments; values of secrets; agents; the id,
 *          force, in order; user, workdir, network,        sharing, owner and content of cache mounts; metadata
 *          security; here-document scripts; mounts, a      (LABEL, CMD, EXPOSE, …), comments, line numbers
 *          bind by the content it shows
 * COPY,    destination and its form, chown, chmod,         names of files that were not selected, exclusions
 * ADD      link, parents, unpack; base name of each        without effect; modification times; below --link also
 *          source; content digest of what is selected;     the layers below
 *          the time its files are given
 * WORKDIR  path, user; the time its directories are given
 * recorded the command and its env; path; platform; the  the content, which nothing tells in advance
 *          time the file is given
 * </pre>
 *
 * Owners given by name count as written: what they mean stands in the state below. After section 13 of what is known of
 * BuildKit's keys.
 *
 * <p>A step that reads other layers has a second key, which can be told without a look into them: their diff IDs stand in for
 * what is read. Equal ones mean equal results too, but they change more often.
 */
public final class StepKeys {

    /** Part of each key. Raise it when the same definition starts to make another result. */
    private static final int VERSION = 2;

    static final Digest NOTHING = Digest.of(new byte[0]);

    private StepKeys() {}

    /**
     * @param below of the layers the process sees, lowest first: the diff ID, and the {@link Step#definition} of the step that
     *     made it
     * @param shown content digest of what a bind mount shows
     */
    public static Digest run(List<Digest> below, RunStep step, Function<Mount.Bind, Digest> shown) {
        KeyHash key = key("run", below)
                .part("argv", step.argv())
                .part("env", step.env())
                .part("user", step.user())
                .part("workdir", step.workdir())
                .part("network", step.network().name())
                .part("security", step.security().name())
                .part("scripts", step.scripts().size());
        for (InlineFile script : step.scripts()) {
            key.inline(script);
        }
        key.part("mounts", step.mounts().size());
        MountWords words = new MountWords(key, shown);
        for (Mount mount : step.mounts()) {
            key.part("target", mount.target());
            mount.accept(words);
        }
        return key.digest();
    }

    /**
     * @param below as for {@link #run}; of no consequence if {@link CopyStep#startsEmpty}
     * @param content digest of what is copied: names, types, modes, owners, link targets, attributes, data
     * @param fileTime given to all files; null if they keep their own, which then do not count
     */
    public static Digest copy(List<Digest> below, CopyStep step, Digest content, @Nullable Instant fileTime) {
        KeyHash key = key("copy", step.startsEmpty() ? List.of() : below)
                .part("destination", step.destination())
                .part("into", step.intoDirectory())
                .part("chown", optional(step.chown()))
                .part("chmod", optional(step.chmod()))
                .part("link", step.link())
                .part("parents", step.parents())
                .part("unpack", step.unpack().name())
                .part("time", time(fileTime))
                .part("content", content.toString())
                .part("sources", step.sources().size());
        SourceWords words = new SourceWords(key);
        for (CopyStep.Source source : step.sources()) {
            source.accept(words);
        }
        return key.digest();
    }

    /**
     * The key that can be told without a look into layers.
     *
     * @param sources diff IDs of what each source that is files is taken from, in their order
     */
    public static Digest copyOfLayers(
            List<Digest> below, CopyStep step, List<List<Digest>> sources, @Nullable Instant fileTime) {
        KeyHash hash = new KeyHash("layers").part("sources", sources.size());
        for (List<Digest> diffIds : sources) {
            hash.part("from", diffIds);
        }
        for (CopyStep.Source source : step.sources()) {
            hash.part("pattern", source instanceof CopyStep.Source.Files files ? files.pattern() : "");
        }
        hash.part("excludes", step.excludes()).part("missing", false); // "missing" is part of the keys there are
        return copy(below, step, hash.digest(), fileTime);
    }

    /** Stands for the content a bind mount of layers shows, in a key told without a look into them. */
    public static Digest shownOfLayers(List<Digest> diffIds, Mount.Bind bind) {
        return new KeyHash("layers")
                .part("from", diffIds)
                .part("source", bind.source())
                .digest();
    }

    /** @param fileTime given to the directories made; null for the time of the build, which then does not count */
    public static Digest workdir(List<Digest> below, WorkdirStep step, @Nullable Instant fileTime) {
        return key("workdir", below)
                .part("path", step.path())
                .part("user", step.user())
                .part("time", time(fileTime))
                .digest();
    }

    /**
     * @param platform of the image; "" if it does not count
     * @param fileTime given to the file; null for the time of the build, which then does not count
     */
    public static Digest recorded(List<Digest> below, RecordedStep step, String platform, @Nullable Instant fileTime) {
        return key("recorded", below)
                .part("command", step.recording())
                .part("env", step.env())
                .part("path", step.path())
                .part("platform", platform)
                .part("time", time(fileTime))
                .digest();
    }

    private static KeyHash key(String kind, List<Digest> below) {
        return new KeyHash(kind).part("version", VERSION).part("below", below);
    }

    /** Tells "not given" from every value that can be given. */
    private static List<String> optional(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<String> time(@Nullable Instant time) {
        return time == null ? List.of() : List.of(time.toString());
    }

    /** Adds what counts of a mount. */
    private record MountWords(KeyHash key, Function<Mount.Bind, Digest> shown)
            implements Mount.Visitor<RuntimeException, RuntimeException> {

        @Override
        public void visit(Mount.Bind bind) {
            key.part("bind", shown.apply(bind).toString()).part("writable", bind.writable());
        }

        @Override
        public void visit(Mount.Cache cache) {
            key.part("cache", cache.readOnly());
        }

        @Override
        public void visit(Mount.Tmpfs tmpfs) {
            key.part("tmpfs", tmpfs.size()).part("readOnly", tmpfs.readOnly());
        }

        @Override
        public void visit(Mount.Secret secret) {
            key.part("secret", secret.id()).part("variable", optional(secret.env()));
            owned(secret.mode(), secret.uid(), secret.gid());
        }

        @Override
        public void visit(Mount.Ssh ssh) {
            key.part("ssh", ssh.id());
            owned(ssh.mode(), ssh.uid(), ssh.gid());
        }

        private void owned(int mode, int uid, int gid) {
            key.part("mode", mode).part("uid", uid).part("gid", gid);
        }
    }

    /** Adds what counts of a source besides its content. */
    private record SourceWords(KeyHash key)
            implements CopyStep.Source.Visitor<KeyHash, RuntimeException, RuntimeException> {

        @Override
        public KeyHash visit(CopyStep.Source.Files files) {
            return key.part("files", baseName(files.pattern()));
        }

        @Override
        public KeyHash visit(CopyStep.Source.Inline inline) {
            return key.inline(inline.file());
        }

        @Override
        public KeyHash visit(CopyStep.Source.Download download) {
            return key.part("download", baseName(download.url()));
        }

        @Override
        public KeyHash visit(CopyStep.Source.Git git) {
            return key.part("git", git.keepGitDir());
        }

        private static String baseName(String path) {
            String trimmed = path.replaceAll("/+$", "");
            return trimmed.substring(trimmed.lastIndexOf('/') + 1);
        }
    }
}
