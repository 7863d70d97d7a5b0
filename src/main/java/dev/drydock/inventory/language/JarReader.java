package dev.drydock.inventory.language;

import dev.drydock.image.Digest;
import dev.drydock.inventory.language.JarFacts.Coordinates;
import dev.drydock.inventory.language.JarFacts.Nested;
import dev.drydock.inventory.software.Software;
import dev.drydock.io.DigestingOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Looks into a jar: its own metadata, and jars stored in it, as executable jars and web archives have them, several levels
 * deep. It unpacks no more than its limits allow, whatever the archive claims: what is beyond is said to be unread.
 */
public final class JarReader {

    private static final int LARGEST_TEXT = 1 << 20;
    private static final int LARGEST_BOM = 16 << 20;

    /** Jars in a jar in a jar: enough for a web archive in an enterprise archive with bundles in its libraries. */
    private static final int DEEPEST = 3;

    private final Path temporary;
    private long bytesLeft;
    private int jarsLeft;

    private JarReader(Path temporary, long bytes, int jars) {
        this.temporary = temporary;
        this.bytesLeft = bytes;
        this.jarsLeft = jars;
    }

    /**
     * @param temporary directory for jars on their way out of others
     * @throws IOException if a temporary file cannot be written; a damaged jar is no failure
     */
    public static JarFacts read(Path jar, Path temporary) throws IOException {
        return new JarReader(temporary, 1L << 30, 10_000).facts(jar, 0);
    }

    /** With other limits than the usual. */
    static JarFacts read(Path jar, Path temporary, long bytes, int jars) throws IOException {
        return new JarReader(temporary, bytes, jars).facts(jar, 0);
    }

    public static boolean isJarName(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".ear");
    }

    /**
     * The artifact that a {@code pom.properties} belongs to, wherever that lies.
     *
     * @throws IOException if it does not name one
     */
    public static Software pom(byte[] pomProperties) throws IOException {
        return JarIdentity.software(coordinates(pomProperties));
    }

    private JarFacts facts(Path jar, int depth) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(jar.toFile());
        } catch (IOException | IllegalArgumentException e) {
            return JarFacts.unreadable("is no readable zip archive");
        }
        try (zip) {
            return facts(zip, depth);
        }
    }

    private JarFacts facts(ZipFile zip, int depth) throws IOException {
        List<Coordinates> poms = new ArrayList<>();
        List<ZipEntry> jars = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        var manifest = new Attributes();
        EmbeddedBom bom = EmbeddedBom.NONE;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            try {
                if (name.equals("META-INF/MANIFEST.MF")) {
                    manifest =
                            new Manifest(new ByteArrayInputStream(small(zip, entry, LARGEST_TEXT))).getMainAttributes();
                } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
                    poms.add(coordinates(small(zip, entry, LARGEST_TEXT)));
                } else if (name.equals(EmbeddedBom.PATH) || name.endsWith("/classes/" + EmbeddedBom.PATH)) {
                    bom = EmbeddedBom.read(small(zip, entry, LARGEST_BOM));
                } else if (!entry.isDirectory() && isJarName(name)) {
                    jars.add(entry);
                }
            } catch (IOException damaged) {
                unread.add("has an unreadable " + printable(name));
            }
        }
        jars.sort(Comparator.comparing(ZipEntry::getName));
        List<Nested> nested = nested(zip, jars, depth, unread);
        poms.sort(Comparator.comparing(Coordinates::group)
                .thenComparing(Coordinates::name)
                .thenComparing(Coordinates::version));
        return new JarFacts(
                List.copyOf(poms),
                first(manifest, "Implementation-Title", "Bundle-SymbolicName", "Automatic-Module-Name"),
                first(manifest, "Implementation-Version", "Bundle-Version", "Specification-Version"),
                first(manifest, "Bundle-License"),
                nested,
                bom,
                List.copyOf(unread));
    }

    private List<Nested> nested(ZipFile zip, List<ZipEntry> jars, int depth, List<String> unread) throws IOException {
        if (!jars.isEmpty() && depth == DEEPEST) {
            unread.add("has jars in it that are more than " + DEEPEST + " levels deep");
            return List.of();
        }
        List<Nested> nested = new ArrayList<>();
        for (ZipEntry entry : jars) {
            String name = printable(entry.getName());
            if (jarsLeft-- <= 0) {
                unread.add("has more jars in it than are looked at");
                break;
            }
            Path file = Files.createTempFile(temporary, "nested", ".jar");
            try {
                Digest digest = unpack(zip, entry, file);
                nested.add(new Nested(name, digest, Files.size(file), facts(file, depth + 1)));
            } catch (TooMuch e) {
                unread.add("unpacks to more than is looked at, beginning with " + name);
                break;
            } catch (Damaged e) {
                unread.add("has the damaged file " + name);
            } finally {
                Files.delete(file);
            }
        }
        return List.copyOf(nested);
    }

    private static final class TooMuch extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Digest unpack(ZipFile zip, ZipEntry entry, Path file) throws IOException, TooMuch, Damaged {
        byte[] buffer = new byte[1 << 16];
        try (var out = new DigestingOutput(Files.newOutputStream(file), Digest.newSha256());
                InputStream in = open(zip, entry)) {
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                bytesLeft -= n;
                if (bytesLeft < 0) {
                    throw new TooMuch();
                }
                out.write(buffer, 0, n);
            }
            return Digest.ofSha256(out.hash());
        }
    }

    private static InputStream open(ZipFile zip, ZipEntry entry) throws Damaged {
        try {
            return zip.getInputStream(entry);
        } catch (IOException | IllegalArgumentException e) {
            throw new Damaged();
        }
    }

    private static int read(InputStream in, byte[] buffer) throws Damaged {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new Damaged();
        }
    }

    private static byte[] small(ZipFile zip, ZipEntry entry, int most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("too large");
            }
            return bytes;
        }
    }

    private static Coordinates coordinates(byte[] pomProperties) throws IOException {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(pomProperties));
        } catch (IllegalArgumentException e) {
            throw new IOException("it is no properties file", e);
        }
        var coordinates = new Coordinates(
                printable(properties.getProperty("groupId", "")),
                printable(properties.getProperty("artifactId", "")),
                printable(properties.getProperty("version", "")));
        if (coordinates.group().isEmpty()
                || coordinates.name().isEmpty()
                || coordinates.version().isEmpty()) {
            throw new IOException("it does not name a Maven artifact");
        }
        return coordinates;
    }

    /** The first of the attributes that is there, without what OSGi puts behind a semicolon; "" if none is. */
    private static String first(Attributes manifest, String... names) {
        for (String name : names) {
            String value = manifest.getValue(name);
            if (value != null && !value.isBlank()) {
                return printable(value.split(";", 2)[0]);
            }
        }
        return "";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
