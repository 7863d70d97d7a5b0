package dev.drydock.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The needs of RUN on a machine whose user is not root. */
final class OrdinaryUser {

    private OrdinaryUser() {}

    /** The missing programs and files and how to get them; empty for root, and for a user who has all. */
    static Optional<String> missing() throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        String user = System.getProperty("user.name");
        if (uid.equals(0)) {
            return Optional.empty();
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        if (Stream.of(path.split(":")).noneMatch(folder -> Files.isExecutable(Path.of(folder, "newuidmap")))) {
            return Optional.of("As user " + user + ", RUN needs the program newuidmap, which is not here."
                    + " On Debian and Ubuntu: sudo apt-get install uidmap");
        }
        for (String file : new String[] {"/etc/subuid", "/etc/subgid"}) {
            if (!lists(Path.of(file), user, uid.toString())) {
                return Optional.of("As user " + user + ", RUN needs a range of subordinate ids, and " + file
                        + " has none. sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user);
            }
        }
        return Optional.empty();
    }

    private static boolean lists(Path file, String user, String uid) throws IOException {
        return Files.exists(file)
                && Files.readAllLines(file).stream()
                        .anyMatch(line -> line.startsWith(user + ":") || line.startsWith(uid + ":"));
    }
}
