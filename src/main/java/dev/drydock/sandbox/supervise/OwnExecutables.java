package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets programs execute /proc/self/exe, as busybox does for its applets. Nobody can execute for another, and in a chroot the
 * path leads nowhere; so the kernel is given another one that is no longer: a link in /dev to the program's file.
 */
final class OwnExecutables {

    /** Shorter than the path it stands for with its final zero. */
    private static final String PREFIX = "/dev/.x";

    private final Map<String, String> links = new HashMap<>();

    /** Changes the path at an address of a process to one of the same meaning; if it cannot, the program is not found. */
    void replace(int pid, long address, ProcessMemory memory, ChrootView view) {
        try {
            String executable = view.inside(
                    Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
            byte[] path = (link(executable, view) + "\0").getBytes(StandardCharsets.US_ASCII);
            var bytes = new NativeMemory(path.length);
            bytes.put(0, path);
            memory.force(pid, address, bytes, path.length);
        } catch (IOException gone) {
            // The process is, or its /dev.
            return;
        }
    }

    private synchronized String link(String executable, ChrootView view) throws IOException {
        String known = links.get(executable);
        if (known != null) {
            return known;
        }
        // Its last part names the process, as that of the path it stands for does.
        String link = PREFIX + Integer.toString(links.size(), Character.MAX_RADIX) + "/exe";
        Files.createDirectory(Path.of(view.root() + link).resolveSibling(""));
        Files.createSymbolicLink(Path.of(view.root() + link), Path.of(executable));
        links.put(executable, link);
        return link;
    }
}
