package dev.drydock.java;

import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a jar that is the same whenever and wherever the jar was packed, as long as its entries have the same content: they
 * are sorted, have one time and are not compressed, since compression differs between releases of zlib and the layer is
 * compressed anyway. Signatures stay good, for they are made of names and content.
 */
public final class StableJar {

    /** The time other tools give entries of jars that are to be reproducible; zip files know nothing before 1980. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private StableJar() {}

    /**
     * The copy, made only if the jar is another file than the last time, and touched only if it has other content.
     *
     * @param folder for this jar alone
     * @return the jar itself if it is none, but for example a folder of classes
     */
    public static Path of(Path jar, Path folder) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return jar;
        }
        Path copy = folder.resolve(String.valueOf(jar.getFileName()));
        Path note = folder.resolve("made-of");
        String state = Files.size(jar) + " " + Files.getLastModifiedTime(jar) + " " + jar.toAbsolutePath();
        if (state.equals(read(note)) && Files.exists(copy)) {
            return copy;
        }
        Files.createDirectories(folder);
        Path made = folder.resolve(".tmp-" + UUID.randomUUID());
        try {
            write(jar, made);
            if (!Files.exists(copy) || Files.mismatch(made, copy) >= 0) {
                AtomicFiles.move(made, copy);
            }
        } catch (ZipException e) {
            return jar;
        } finally {
            Files.deleteIfExists(made);
        }
        AtomicFiles.write(note, state.getBytes(StandardCharsets.UTF_8));
        return copy;
    }

    /** "" if there is nothing. */
    private static String read(Path note) throws IOException {
        try {
            return new String(Files.readAllBytes(note), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static void write(Path jar, Path copy) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(copy);
                ZipOutputStream to = new ZipOutputStream(out)) {
            Map<String, ZipEntry> entries = new TreeMap<>();
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                entries.put(key(entry.getName()), entry);
            }
            for (ZipEntry entry : entries.values()) {
                try (InputStream content = from.getInputStream(entry)) {
                    to.putNextEntry(stored(entry));
                    content.transferTo(to);
                    to.closeEntry();
                }
            }
        }
    }

    /** Puts the manifest first, and its folder, where whoever reads a jar from its beginning looks for it. */
    private static String key(String name) {
        return name.equals("META-INF/") ? "0" : name.equals(MANIFEST) ? "1" : "2" + name;
    }

    private static ZipEntry stored(ZipEntry entry) {
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getSize());
        stored.setCompressedSize(entry.getSize());
        stored.setCrc(entry.getCrc());
        stored.setTimeLocal(TIME);
        return stored;
    }
}
