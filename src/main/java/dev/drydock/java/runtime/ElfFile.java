package dev.drydock.java.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers that the loader reads of a program or shared library: 64 bit, little-endian, as every Linux Java runs on has it.
 * See chapter 5 of the System V ABI.
 *
 * @param interpreter the loader a program asks for; "" for a library
 * @param needed names of the libraries to load with it
 * @param searched directories where it looks for them first, with {@code $ORIGIN}
 */
public record ElfFile(String interpreter, List<String> needed, List<String> searched) {

    private static final int MAGIC = 0x7f454c46;
    private static final int HEADER = 64;

    /** Where the header has the processor. */
    private static final int MACHINE = 18;

    private static final byte X86_64 = 62;
    private static final byte AARCH64 = (byte) 183;
    private static final int LARGEST_TABLE = 1 << 20;

    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int INTERPRETER = 3;

    private static final int NEEDED = 1;
    private static final int STRINGS = 5;
    private static final int RPATH = 15;
    private static final int RUNPATH = 29;

    private record Segment(int type, long offset, long address, long size) {}

    static boolean isOne(Path file) throws IOException {
        return isOne(start(file));
    }

    private static boolean isOne(ByteBuffer start) {
        return start.remaining() == MACHINE + 2 && start.getInt(0) == MAGIC && start.get(4) == 2 && start.get(5) == 1;
    }

    /** Whether it is a program that needs no other file, not even a loader. */
    public static boolean isStaticProgram(Path file) throws IOException {
        return isOne(file) && read(file).interpreter().isEmpty();
    }

    static boolean isForThisMachine(Path file) throws IOException {
        ByteBuffer start = start(file);
        int machine = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        return isOne(start) && start.get(MACHINE) == machine && start.get(MACHINE + 1) == 0;
    }

    private static ByteBuffer start(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer start = ByteBuffer.allocate(MACHINE + 2);
            while (start.hasRemaining() && in.read(start, start.position()) >= 0) {
                // until it is full or the file ends
            }
            return start.flip();
        }
    }

    /** @throws IOException if it is none, or a broken one */
    static ElfFile read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer header = part(in, 0, HEADER);
            List<Segment> segments = segments(in, header);
            String interpreter = "";
            List<long[]> dynamic = new ArrayList<>();
            for (Segment segment : segments) {
                if (segment.type == INTERPRETER) {
                    interpreter = text(part(in, segment.offset, segment.size), 0);
                } else if (segment.type == DYNAMIC) {
                    ByteBuffer entries = part(in, segment.offset, segment.size);
                    while (entries.remaining() >= 16) {
                        dynamic.add(new long[] {entries.getLong(), entries.getLong()});
                    }
                }
            }
            return of(interpreter, dynamic, in, segments);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(file + " is a broken ELF file", e);
        }
    }

    private static ElfFile of(String interpreter, List<long[]> dynamic, FileChannel in, List<Segment> segments)
            throws IOException {
        List<String> needed = new ArrayList<>();
        List<String> searched = new ArrayList<>();
        for (long[] strings : dynamic) {
            if (strings[0] != STRINGS) {
                continue;
            }
            long table = offset(strings[1], segments);
            for (long[] entry : dynamic) {
                if (entry[0] == NEEDED) {
                    needed.add(text(in, table + entry[1]));
                } else if (entry[0] == RPATH || entry[0] == RUNPATH) {
                    searched.addAll(List.of(text(in, table + entry[1]).split(":")));
                }
            }
        }
        return new ElfFile(interpreter, needed, searched);
    }

    private static List<Segment> segments(FileChannel in, ByteBuffer header) throws IOException {
        int size = header.getShort(54) & 0xffff;
        int count = header.getShort(56) & 0xffff;
        ByteBuffer table = part(in, header.getLong(32), (long) size * count);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * size;
            segments.add(new Segment(
                    table.getInt(at), table.getLong(at + 8), table.getLong(at + 16), table.getLong(at + 32)));
        }
        return segments;
    }

    private static long offset(long address, List<Segment> segments) {
        for (Segment segment : segments) {
            if (segment.type == LOAD && address >= segment.address && address < segment.address + segment.size) {
                return address - segment.address + segment.offset;
            }
        }
        throw new IllegalArgumentException("no segment has address " + address);
    }

    private static ByteBuffer part(FileChannel in, long offset, long size) throws IOException {
        if (size < 0 || size > LARGEST_TABLE || offset < 0 || offset > in.size()) {
            throw new IllegalArgumentException("table of " + size + " bytes at " + offset);
        }
        ByteBuffer part = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        while (part.hasRemaining() && in.read(part, offset + part.position()) >= 0) {
            // until it is full or the file ends
        }
        return part.flip();
    }

    private static String text(FileChannel in, long offset) throws IOException {
        return text(part(in, offset, 4096), 0);
    }

    private static String text(ByteBuffer bytes, int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), start, end - start, StandardCharsets.UTF_8);
    }
}
