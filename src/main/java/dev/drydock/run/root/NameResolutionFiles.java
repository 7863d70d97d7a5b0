package dev.drydock.run.root;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The /etc/resolv.conf and /etc/hosts a container finds instead of its image's. */
public final class NameResolutionFiles {

    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    /** Where systemd-resolved writes the servers its stub at 127.0.0.53 asks. */
    private static final Path UPSTREAM = Path.of("/run/systemd/resolve/resolv.conf");

    private static final String STUB = "127.0.0.53";

    private NameResolutionFiles() {}

    public static String hosts(String hostname) {
        return "127.0.0.1\tlocalhost " + hostname + "\n::1\tlocalhost ip6-localhost ip6-loopback\n";
    }

    /** The host's name servers; a container shares its network and so reaches those on loopback addresses, too. */
    public static byte[] resolvConf() throws IOException {
        try {
            var lines = Files.readAllLines(RESOLV_CONF, StandardCharsets.ISO_8859_1);
            boolean upstream = nameServers(lines).equals(List.of(STUB)) && Files.isReadable(UPSTREAM);
            return Files.readAllBytes(upstream ? UPSTREAM : RESOLV_CONF);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static List<String> nameServers(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .toList();
    }
}
