package dev.drydock.sandbox.host;

import dev.drydock.failure.Cause;
import dev.drydock.process.Program;
import dev.drydock.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gives a process in a new user namespace its ids. */
final class IdMapping {

    private IdMapping() {}

    static void write(long pid, IdMap ids) throws HostRefusal, IOException, InterruptedException {
        if (ids.isSingle()) {
            var process = Path.of("/proc", Long.toString(pid));
            Files.writeString(process.resolve("setgroups"), "deny");
            write(process, ids);
            return;
        }
        if (Credentials.current().maySetIds()) {
            write(Path.of("/proc", Long.toString(pid)), ids);
            return;
        }
        // The two are set-uid programs of some milliseconds each.
        var uids = start("newuidmap", pid, ids.uids());
        var gids = start("newgidmap", pid, ids.gids());
        check("newuidmap", uids, "/etc/subuid");
        check("newgidmap", gids, "/etc/subgid");
    }

    private static void write(Path process, IdMap ids) throws IOException {
        Files.writeString(process.resolve("uid_map"), lines(ids.uids()));
        Files.writeString(process.resolve("gid_map"), lines(ids.gids()));
    }

    private static String lines(List<IdMap.Range> ranges) {
        return ranges.stream().map(IdMap.Range::toString).collect(Collectors.joining("\n"));
    }

    private static RunningProgram start(String program, long pid, List<IdMap.Range> ranges) throws HostRefusal {
        var command = new ArrayList<>(List.of(program, Long.toString(pid)));
        for (var range : ranges) {
            command.addAll(List.of(range.toString().split(" ")));
        }
        try {
            return Program.of(command).withErrorsInOutput().start();
        } catch (IOException e) {
            throw new HostRefusal(
                    Cause.of(e),
                    "Install " + program + ": package uidmap on Debian and Ubuntu, shadow-utils on Fedora and Red"
                            + " Hat.");
        }
    }

    private static void check(String program, RunningProgram running, String file)
            throws HostRefusal, IOException, InterruptedException {
        Program.Ended ended = running.await();
        String said = ended.out().strip();
        int status = ended.exitCode();
        if (status != 0) {
            throw new HostRefusal(
                    program + " failed: " + (said.isEmpty() ? "status " + status : said),
                    "The program must be set-uid root or have file capabilities, no_new_privs must not be set, and "
                            + file + " must give this user the ids asked for.");
        }
    }
}
