package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a class file that is wanted: its name, whether it can be started, what it mentions. See chapter 4 of the JVM
 * specification.
 */
public final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int PUBLIC_STATIC = 0x0009;

    private final String name;
    private final String superclass;
    private final boolean main;
    private final Set<String> texts;

    private ClassFile(String name, String superclass, boolean main, Set<String> texts) {
        this.name = name;
        this.superclass = superclass;
        this.main = main;
        this.texts = texts;
    }

    /** With dots. */
    String name() {
        return name;
    }

    boolean hasMain() {
        return main;
    }

    /**
     * Whether it may be one to start after all: it has a method of the right name, which from Java 25 on need not be public,
     * static or have parameters, or inherits from a class that may have one.
     */
    boolean mayHaveMain() {
        return main || texts.contains("main") || !superclass.equals("java/lang/Object");
    }

    /** Whether its constants have this text, such as the descriptor of an annotation. */
    boolean mentions(String text) {
        return texts.contains(text);
    }

    /** All text among its constants: names, descriptors, strings. */
    public Set<String> texts() {
        return texts;
    }

    /** @throws BuildFailure if it is no class file */
    static ClassFile read(Path file) throws IOException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw BuildFailure.ofBuild(
                    file + " is not a class file, or a damaged one: "
                            + (e instanceof IOException ? Cause.of(e) : "its content contradicts itself"),
                    "Compile anew: mvn clean package.");
        }
    }

    /** @throws IOException if it is no class file */
    public static ClassFile parse(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IOException("it does not begin as one");
        }
        in.readInt(); // version
        int count = in.readUnsignedShort();
        @Nullable String[] texts = new @Nullable String[count];
        int[] classes = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // takes two places
                }
                default -> throw new IOException("it has a constant of the unknown kind " + tag);
            }
        }
        in.readUnsignedShort(); // access
        String name = text(texts, classes[in.readUnsignedShort()]).replace('/', '.');
        int above = classes[in.readUnsignedShort()];
        String superclass = above == 0 ? "" : text(texts, above); // Object and module descriptors have none
        in.skipNBytes(2L * in.readUnsignedShort());
        members(in, texts); // fields
        boolean main = members(in, texts);
        Set<String> all = new HashSet<>();
        for (String text : texts) {
            if (text != null) {
                all.add(text);
            }
        }
        return new ClassFile(name, superclass, main, Set.copyOf(all));
    }

    /** Whether one of them is {@code public static void main(String[])}. */
    private static boolean members(DataInputStream in, @Nullable String[] texts) throws IOException {
        boolean main = false;
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            int access = in.readUnsignedShort();
            String name = text(texts, in.readUnsignedShort());
            String descriptor = text(texts, in.readUnsignedShort());
            main |= (access & PUBLIC_STATIC) == PUBLIC_STATIC
                    && name.equals("main")
                    && descriptor.equals("([Ljava/lang/String;)V");
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                in.readUnsignedShort();
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
        return main;
    }

    private static String text(@Nullable String[] texts, int index) throws IOException {
        String text = texts[index];
        if (text == null) {
            throw new IOException("its constant " + index + " is not a text");
        }
        return text;
    }
}
