package dev.drydock.java;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The main attributes of a jar's manifest. See the specification of jar files. */
public final class JarManifest {

    private static final String PATH = "META-INF/MANIFEST.MF";

    private JarManifest() {}

    /** "" if there is no such attribute, or no manifest, or the file is none or no jar. */
    public static String attribute(Path jar, String name) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return "";
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Attributes attributes = read(zip);
            String value = attributes == null ? null : attributes.getValue(name);
            return value == null ? "" : value.strip();
        } catch (ZipException e) {
            return "";
        }
    }

    /** Null if it has none. */
    static @Nullable Attributes read(ZipFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(PATH);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new Manifest(in).getMainAttributes();
        }
    }
}
