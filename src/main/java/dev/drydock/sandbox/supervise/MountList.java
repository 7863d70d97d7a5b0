package dev.drydock.sandbox.supervise;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mounts that the processes of a chroot are to see: its root, and what is mounted for the worker where paths are served.
 * The kernel would show them none, as it leaves out what cannot be reached from a process's root; then programs take /proc for
 * an ordinary directory, and a JVM finds no control groups. Formats: proc_pid_mountinfo(5), proc_pid_mounts(5).
 */
final class MountList {

    private static final Pattern SERVED = Pattern.compile("/(proc|sys|dev)(/.*)?");
    private static final Pattern LISTS = Pattern.compile("/proc/\\d+/(?:task/\\d+/)?(mountinfo|mounts)");

    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    private final List<Mount> mounts;

    private MountList(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** @param source as {@code type} and {@code superOptions} behind the line's separator */
    private record Mount(
            String identity,
            String root,
            String point,
            String options,
            String type,
            String source,
            String superOptions) {

        static Mount parse(String line) {
            String[] halves = line.split(" - ", 2);
            String[] before = halves[0].split(" ");
            String[] after = halves[1].split(" ", 3);
            return new Mount(
                    String.join(" ", before[0], before[1], before[2]),
                    before[3],
                    before[POINT],
                    before[OPTIONS],
                    after[0],
                    after[1],
                    after.length > 2 ? after[2] : "");
        }

        boolean holds(String path) {
            return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
        }

        Mount asRoot() {
            return new Mount(identity, "/", "/", options, type, source, superOptions);
        }

        String inMountinfo() {
            return String.join(" ", identity, root, point, options, "-", type, source, superOptions);
        }

        String inMounts() {
            int second = superOptions.indexOf(',');
            return String.join(
                    " ", source, point, type, options + (second < 0 ? "" : superOptions.substring(second)), "0", "0");
        }
    }

    /** @param root the chroot's path for the worker */
    static MountList of(String root) throws IOException {
        return of(root, ByteNames.decode(Files.readAllBytes(Path.of("/proc/self/mountinfo"))));
    }

    static MountList of(String root, String mountinfo) {
        String path = escape(root);
        var mounts = new ArrayList<Mount>();
        Mount below = null;
        for (String line : mountinfo.lines().toList()) {
            var mount = Mount.parse(line);
            if (SERVED.matcher(mount.point()).matches()) {
                mounts.add(mount);
            }
            // A later mount covers an earlier one on the same point.
            if (mount.holds(path)
                    && (below == null || mount.point().length() >= below.point().length())) {
                below = mount;
            }
        }
        if (below != null) {
            mounts.add(0, below.asRoot());
        }
        return new MountList(mounts);
    }

    /** As the kernel writes names that would break its lines. */
    private static String escape(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }

    /** @param host path of a file in the worker's /proc @return the content a process is to see instead of it, null if its own */
    @Nullable
    String replacing(String host) {
        var list = LISTS.matcher(host);
        if (!list.matches()) {
            return null;
        }
        boolean inFull = list.group(1).equals("mountinfo");
        var lines = new StringBuilder();
        for (Mount mount : mounts) {
            lines.append(inFull ? mount.inMountinfo() : mount.inMounts()).append('\n');
        }
        return lines.toString();
    }
}
