package dev.drydock.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who runs this JVM, as the kernel sees it.
 *
 * @param name in the user database; the number if it has none
 * @param capabilities effective ones, a bit each
 * @param noNewPrivileges whether set-id programs give it no rights, see prctl(2)
 */
public record Credentials(int uid, int gid, String name, long capabilities, boolean noNewPrivileges) {

    /** The JVM's name for a user the database does not know, as is usual in containers that run with a number. */
    private static final String NO_NAME = "?";

    private static final long SET_IDS = 1 << 6 | 1 << 7; // CAP_SETGID, CAP_SETUID
    private static final int CAP_SYS_ADMIN = 21;

    public Credentials {
        name = name.equals(NO_NAME) ? Integer.toString(uid) : name;
    }

    public static Credentials current() throws IOException {
        int uid = -1;
        int gid = -1;
        long capabilities = 0;
        boolean noNewPrivileges = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            String[] words = line.split("\\s+");
            switch (words[0]) {
                case "Uid:" -> uid = Integer.parseUnsignedInt(words[2]);
                case "Gid:" -> gid = Integer.parseUnsignedInt(words[2]);
                case "CapEff:" -> capabilities = Long.parseUnsignedLong(words[1], 16);
                case "NoNewPrivs:" -> noNewPrivileges = words[1].equals("1");
                default -> {}
            }
        }
        if (uid == -1) {
            throw new IOException("/proc/self/status does not say who this user is");
        }
        return new Credentials(uid, gid, System.getProperty("user.name", NO_NAME), capabilities, noNewPrivileges);
    }

    /** Whether the user database knows the user. */
    public boolean hasAccount() {
        return !name.equals(Integer.toString(uid));
    }

    public boolean isRoot() {
        return uid == 0;
    }

    /** Whether it may map ids into a user namespace that were never given to it, as the root of a container may. */
    public boolean maySetIds() {
        return (capabilities & SET_IDS) == SET_IDS;
    }

    /** Whether mounts and namespaces can be made without a user namespace, as far as capabilities go. */
    public boolean isAdministrator() {
        return (capabilities & 1L << CAP_SYS_ADMIN) != 0;
    }
}
