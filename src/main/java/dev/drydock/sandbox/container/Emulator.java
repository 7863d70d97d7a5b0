package dev.drydock.sandbox.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A program that executes programs of another processor, for one container alone (binfmt_misc of a user namespace, Linux 6.7 and
 * later).
 *
 * @param name for the kernel
 * @param interpreter a program of this machine that needs no other files; path of the worker
 * @param header the first bytes of a program it is for, at least 20
 */
public record Emulator(String name, String interpreter, byte[] header) {

    private static final int LENGTH = 20;
    private static final int TYPE = 16;

    /**
     * The line that registers it, see binfmt_misc in the kernel's documentation: programs are recognised by class, byte order
     * and machine; type 2 and 3 are programs, with and without a fixed address. F keeps the interpreter open, which no image
     * has; P leaves a program the name it was called by; C gives set-id programs their rights.
     *
     * @param opened a path at which the kernel finds the interpreter
     */
    byte[] registration(String opened) {
        byte[] magic = Arrays.copyOf(header, LENGTH);
        byte[] mask = new byte[LENGTH];
        Arrays.fill(mask, (byte) 0xFF);
        // The system it is for, which some linkers name and others leave out; eight bytes of padding are zero.
        magic[7] = 0;
        mask[7] = 0;
        boolean little = header[5] == 1;
        int type = little ? TYPE : TYPE + 1;
        magic[type] = 2;
        mask[type] = (byte) 0xFE;
        return (":" + name + ":M:0:" + escaped(magic) + ":" + escaped(mask) + ":" + opened + ":FPC")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("\\x%02x", each));
        }
        return text.toString();
    }
}
