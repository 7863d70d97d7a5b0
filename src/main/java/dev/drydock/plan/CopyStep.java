package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COPY, ADD and the file sets of a POM: brings files in as one layer.
 *
 * @param destination absolute, cleaned, without a trailing slash (the root is "/")
 * @param intoDirectory the destination was written with a trailing slash, or as "." or "": it is a directory
 * @param chown {@code user[:group]} as written after expansion; null keeps owners as the source rules say
 * @param chmod octal or symbolic as written after expansion, already validated; null keeps modes
 * @param link copy into an empty root laid over the stage, following no symlink of the stage
 * @param parents keep the source's path below the destination
 * @param excludes patterns in the syntax of .dockerignore, relative to each copied directory
 * @param machineWide whether other projects have such files too: the result is kept where they find it
 */
public record CopyStep(
        StepSource source,
        HistoryEntry history,
        List<Source> sources,
        String destination,
        boolean intoDirectory,
        @Nullable String chown,
        @Nullable String chmod,
        boolean link,
        boolean parents,
        List<String> excludes,
        Unpack unpack,
        boolean machineWide)
        implements Step {

    /** Begins a step by what is copied. */
    public static Builder of(StepSource source, HistoryEntry history, List<Source> sources) {
        return new Builder(source, history, sources);
    }

    /**
     * Whether the layer is made without looking at the stage below. A link with a mode to set is an ordinary copy, as in
     * BuildKit.
     */
    public boolean startsEmpty() {
        return link && chmod == null;
    }

    @Override
    public Digest definition() {
        return StepKeys.copy(List.of(), this, StepKeys.NOTHING, null);
    }

    @Override
    public List<ContextPath> contextPaths() {
        List<ContextPath> paths = new ArrayList<>();
        for (Source each : sources) {
            if (each instanceof Source.Files files && files.from() instanceof Input.Context context) {
                paths.add(new ContextPath(context.name(), files.pattern()));
            }
        }
        return paths;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    /** When archives are unpacked. */
    public enum Unpack {
        /** COPY, or --unpack=false. */
        NEVER,
        /** ADD: files from contexts that are tar archives. */
        LOCAL_ARCHIVES,
        /** --unpack=true: downloads as well. */
        ALL_ARCHIVES
    }

    /** Something to copy. */
    public sealed interface Source {

        /** Calls the visitor's method for this kind of source. */
        <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F;

        /**
         * One method a kind of source.
         *
         * @param <R> what they return
         * @param <E> what they throw; RuntimeException for nothing
         * @param <F> what they throw besides
         */
        interface Visitor<R, E extends Exception, F extends Exception> {
            R visit(Files files) throws E, F;

            R visit(Inline inline) throws E, F;

            R visit(Download download) throws E, F;

            R visit(Git git) throws E, F;
        }

        /** Files of a tree, by path or wildcard pattern as Go's filepath.Match knows them. */
        record Files(Input from, String pattern) implements Source {
            @Override
            public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
                return visitor.visit(this);
            }
        }

        /** A here-document. */
        record Inline(InlineFile file) implements Source {
            @Override
            public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
                return visitor.visit(this);
            }
        }

        /** @param checksum {@code sha256:…} to hold the download against; null for none */
        record Download(String url, @Nullable String checksum) implements Source {
            @Override
            public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
                return visitor.visit(this);
            }
        }

        /**
         * A git repository.
         *
         * @param ref branch, tag or commit; "" for the default branch
         * @param subdir "" for the whole tree
         * @param checksum commit, or its beginning, that the ref must mean; null for none
         */
        record Git(
                String url,
                String ref,
                String subdir,
                boolean keepGitDir,
                boolean submodules,
                @Nullable String checksum)
                implements Source {
            @Override
            public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
                return visitor.visit(this);
            }
        }
    }

    /** Takes what a step says besides its sources; without more it copies them to the root as they are. */
    public static final class Builder {

        private final StepSource source;
        private final HistoryEntry history;
        private final List<Source> sources;
        private String destination = "/";
        private boolean intoDirectory;
        private @Nullable String chown;
        private @Nullable String chmod;
        private boolean link;
        private boolean parents;
        private List<String> excludes = List.of();
        private Unpack unpack = Unpack.NEVER;
        private boolean machineWide;

        private Builder(StepSource source, HistoryEntry history, List<Source> sources) {
            this.source = source;
            this.history = history;
            this.sources = sources;
        }

        public Builder destination(String value) {
            destination = value;
            return this;
        }

        public Builder intoDirectory(boolean value) {
            intoDirectory = value;
            return this;
        }

        public Builder chown(@Nullable String value) {
            chown = value;
            return this;
        }

        public Builder chmod(@Nullable String value) {
            chmod = value;
            return this;
        }

        public Builder link(boolean value) {
            link = value;
            return this;
        }

        public Builder parents(boolean value) {
            parents = value;
            return this;
        }

        public Builder excludes(List<String> value) {
            excludes = value;
            return this;
        }

        public Builder unpack(Unpack value) {
            unpack = value;
            return this;
        }

        public Builder machineWide(boolean value) {
            machineWide = value;
            return this;
        }

        public CopyStep build() {
            return new CopyStep(
                    source,
                    history,
                    sources,
                    destination,
                    intoDirectory,
                    chown,
                    chmod,
                    link,
                    parents,
                    excludes,
                    unpack,
                    machineWide);
        }
    }
}
