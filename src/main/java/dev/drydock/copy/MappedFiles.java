package dev.drydock.copy;

import dev.drydock.context.HostArchive;
import dev.drydock.context.HostDirectory;
import dev.drydock.context.HostFiles;
import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** Puts into a tree what {@link Mapping}s take. Reads directories and the tables of archives. */
record MappedFiles(MappedTree tree, HostFiles files) implements Mapping.Visitor<IOException> {

    @Override
    public void visit(Mapping.File file) throws IOException {
        try {
            HostFiles.Found found = files.get(file.host().toRealPath());
            tree.put(file.path(), found, file.mode());
        } catch (NoSuchFileException e) {
            throw BuildFailure.ofBuild(
                    "The file " + file.host() + " does not exist",
                    "Run 'mvn package', which makes what goes into the image.");
        }
    }

    @Override
    public void visit(Mapping.Placed placed) throws IOException {
        try {
            HostFiles.Found found = files.get(placed.host().toRealPath());
            if (!found.entry().isFile() && !found.entry().isDirectory()) {
                throw BuildFailure.ofBuild(
                        placed.host() + " is neither a file nor a directory, so it cannot go into the image as /"
                                + placed.path(),
                        "Take a file that has content.");
            }
            tree.place(placed, found);
        } catch (NoSuchFileException e) {
            throw BuildFailure.ofBuild(
                    "The file " + placed.host() + " does not exist, so it cannot go into the image as /"
                            + placed.path(),
                    "An extension has put it into the plan of the image: see what it expects to be built before.");
        }
    }

    @Override
    public void visit(Mapping.Bytes bytes) {
        byte[] content = bytes.content();
        TarEntry entry = TarEntry.file(bytes.path(), bytes.mode(), 0, 0, content.length, Instant.EPOCH);
        tree.put(new SourceNode(entry, ""), new MappedContent.OfBytes(content));
    }

    @Override
    public void visit(Mapping.Directory directory) {
        tree.directory(directory.path(), directory.mode(), Instant.EPOCH);
    }

    @Override
    public void visit(Mapping.Link link) {
        tree.put(new SourceNode(TarEntry.symlink(link.path(), link.target(), 0, 0, Instant.EPOCH), ""), null);
    }

    @Override
    public void visit(Mapping.Tree mapping) throws IOException {
        int before = tree.puts();
        try {
            walk(mapping, AntPatterns.of(mapping.choice()), mapping.host().toRealPath(), "");
        } catch (NoSuchFileException e) {
            if (mapping.required() != null) {
                throw BuildFailure.ofBuild(
                        mapping.required() + ": the directory " + mapping.host() + " does not exist",
                        "A relative path starts at the directory of the POM.");
            }
        }
        if (mapping.required() != null && tree.puts() == before) {
            throw BuildFailure.ofBuild(
                    mapping.required() + " takes no file from " + mapping.host(),
                    mapping.choice().takesAll()
                            ? "The directory is empty."
                            : "Includes and excludes are paths below that directory, such as **/*.sh or conf/**.");
        }
    }

    private void walk(Mapping.Tree mapping, AntPatterns patterns, Path directory, String relative) throws IOException {
        HostDirectory listed = files.list(directory);
        TakenFiles taken = new TakenFiles(files, listed, mapping.mode());
        for (int row = 0; row < listed.size(); row++) {
            String path = RootedPaths.join(relative, listed.name(row));
            String target = RootedPaths.join(mapping.into(), path);
            if (listed.isDirectory(row)) {
                HostFiles.Found found = listed.found(row);
                if (mapping.choice().takesAll()) {
                    tree.directory(
                            target, MappedTree.DIRECTORY_MODE, found.entry().modified());
                }
                walk(mapping, patterns, found.host(), path);
            } else if (patterns.take(path)) {
                tree.take(target, taken, row);
            }
        }
    }

    @Override
    public void visit(Mapping.Archive mapping) throws IOException {
        HostArchive archive = HostArchive.open(files, mapping.zip());
        AntPatterns patterns = AntPatterns.of(mapping.choice());
        for (HostArchive.Entry entry : archive.entries()) {
            if (entry.directory() || !entry.path().startsWith(mapping.prefix())) {
                continue;
            }
            String path =
                    RootedPaths.clean(entry.path().substring(mapping.prefix().length()));
            if (patterns.take(path)) {
                String target = RootedPaths.join(mapping.into(), path);
                int mode = mapping.mode() == null ? 0644 : mapping.mode();
                TarEntry file = TarEntry.file(target, mode, 0, 0, entry.size(), entry.modified());
                tree.put(new SourceNode(file, ""), new MappedContent.OfArchive(archive, entry));
            }
        }
    }
}
