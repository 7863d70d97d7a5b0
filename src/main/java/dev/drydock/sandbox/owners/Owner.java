package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.FileStatus;
import java.nio.charset.StandardCharsets;

/**
 * Whom a file of an image belongs to, and the device it is if it is one: for the kernel all files are of one user, and devices are
 * empty files.
 *
 * @param type of {@link FileStatus}, of a device; 0 for every other file, whose type the kernel knows
 */
public record Owner(int uid, int gid, int type, int major, int minor) {

    /** The attribute of a file that says it; a file without belongs to root. */
    public static final String ATTRIBUTE = "user.drydock.owner";

    public static final Owner ROOT = new Owner(0, 0, 0, 0, 0);

    public static Owner of(int uid, int gid) {
        return new Owner(uid, gid, 0, 0, 0);
    }

    /** Whether nothing has to be recorded. */
    boolean isDefault() {
        return uid == 0 && gid == 0 && type == 0;
    }

    /** @param newUid -1 for the same; likewise the group */
    Owner with(int newUid, int newGid) {
        return new Owner(newUid == -1 ? uid : newUid, newGid == -1 ? gid : newGid, type, major, minor);
    }

    /** The file as the image has it. */
    FileStatus of(FileStatus status) {
        var owned = status.withOwner(uid, gid);
        return type == 0 ? owned : owned.withDevice(type, major, minor);
    }

    byte[] encode() {
        String ids = Integer.toUnsignedString(uid) + " " + Integer.toUnsignedString(gid);
        String all = type == 0 ? ids : ids + " " + Integer.toOctalString(type) + " " + major + " " + minor;
        return all.getBytes(StandardCharsets.US_ASCII);
    }

    /** @return root for anything we did not write */
    static Owner parse(byte[] value) {
        String[] words = new String(value, StandardCharsets.US_ASCII).split(" ");
        try {
            int uid = Integer.parseUnsignedInt(words[0]);
            int gid = words.length > 1 ? Integer.parseUnsignedInt(words[1]) : 0;
            return words.length < 5
                    ? of(uid, gid)
                    : new Owner(
                            uid,
                            gid,
                            Integer.parseInt(words[2], 8),
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]));
        } catch (NumberFormatException notOurs) {
            return ROOT;
        }
    }
}
