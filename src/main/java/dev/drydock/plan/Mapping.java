package dev.drydock.plan;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tree put together for one image, where a build context would show a directory as it lies there. Several
 * mappings make one tree; where two have the same path, the later one counts. Paths in the tree are relative and clean, ""
 * being its root; directories on the way are made. Everything belongs to root, files have the mode 0644, or 0755 if their
 * owner may execute them here, directories 0755: another umask must not make another image. Where files have no modes, as on Windows,
 * scripts and programs for Linux are 0755, by their first bytes. Extended attributes stay behind.
 */
@StartUp
public sealed interface Mapping {

    /**
     * Keeps a tree under this name, or one like it if that is taken.
     *
     * @param trees by their names
     * @return the name
     */
    static String keep(Map<String, List<Mapping>> trees, String name, List<Mapping> tree) {
        String unique = name;
        for (int i = 2; trees.containsKey(unique); i++) {
            unique = name + " (" + i + ")";
        }
        trees.put(unique, tree);
        return unique;
    }

    /** The file or directory of this machine that it takes its content from; empty if it needs none. */
    Optional<Path> readFrom();

    /** Calls the visitor's method for this kind of mapping. */
    <E extends Exception> void accept(Visitor<E> visitor) throws E;

    /**
     * One method a kind of mapping.
     *
     * @param <E> what they throw; RuntimeException for nothing
     */
    interface Visitor<E extends Exception> {
        void visit(File file) throws E;

        void visit(Placed placed) throws E;

        void visit(Bytes bytes) throws E;

        void visit(Directory directory) throws E;

        void visit(Link link) throws E;

        void visit(Tree tree) throws E;

        void visit(Archive archive) throws E;
    }

    /**
     * One file of this machine, links followed.
     *
     * @param mode null for the usual
     */
    record File(String path, Path host, @Nullable Integer mode) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.of(host);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /**
     * A file, links followed, or a directory without what is in it, whose metadata in the image somebody has decided: a directory
     * has it even if it was there before.
     *
     * @param modified null for the time that the image's files have
     */
    record Placed(
            String path,
            Path host,
            int mode,
            long uid,
            long gid,
            @Nullable Instant modified) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.of(host);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /**
     * A file that exists nowhere else.
     *
     * @param content owned by this value, do not change
     */
    record Bytes(String path, byte[] content, int mode) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.empty();
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /** A directory with nothing in it that it would get otherwise. */
    record Directory(String path, int mode) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.empty();
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /** A symbolic link. */
    record Link(String path, String target) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.empty();
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /**
     * The content of a directory of this machine: links stay links, names of one file stay that. Directories come along if
     * everything is taken, else only those with something in them.
     *
     * @param into directory of the tree
     * @param choice of paths below {@code host}
     * @param mode of files; null for the usual
     * @param required what to call this in a complaint that nothing was found; null if that is no reason for one
     */
    record Tree(
            String into,
            Path host,
            Choice choice,
            @Nullable Integer mode,
            @Nullable String required) implements Mapping {
        @Override
        public Optional<Path> readFrom() {
            return Optional.of(host);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /**
     * The content of a zip archive.
     *
     * @param prefix of the entries taken, and taken off them
     * @param choice of the rest of their names
     * @param mode of files; null for 0644, whatever the archive says
     */
    record Archive(
            String into,
            Path zip,
            String prefix,
            Choice choice,
            @Nullable Integer mode) implements Mapping {

        public Archive(String into, Path zip, String prefix, Choice choice) {
            this(into, zip, prefix, choice, null);
        }

        @Override
        public Optional<Path> readFrom() {
            return Optional.of(zip);
        }

        @Override
        public <E extends Exception> void accept(Visitor<E> visitor) throws E {
            visitor.visit(this);
        }
    }

    /**
     * Which files to take: patterns as Ant and Maven have them. No includes mean all; excludes win.
     */
    record Choice(List<String> includes, List<String> excludes) {

        public static final Choice ALL = new Choice(List.of(), List.of());

        public Choice {
            includes = List.copyOf(includes);
            excludes = List.copyOf(excludes);
        }

        public static Choice of(String... includes) {
            return new Choice(List.of(includes), List.of());
        }

        public boolean takesAll() {
            return includes.isEmpty() && excludes.isEmpty();
        }

        public static Choice without(String... excludes) {
            return new Choice(List.of(), List.of(excludes));
        }
    }
}
