package dev.drydock.sandbox.container;

import static dev.drydock.sandbox.container.ContainerProgram.name;

import dev.drydock.sandbox.host.IdMap;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import dev.drydock.sandbox.launch.LaunchProgram.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A user namespace for one container, below the worker's and with the same ids. Containers that see each other's processes need
 * it: the kernel lets root look into the processes of its own user namespace, and into no others. So do containers with an
 * emulator of their own, which the kernel keeps for each user namespace.
 */
final class OwnUserNamespace {

    private static final long CLONE_NEWUSER = 0x10000000;
    private static final int AT_FDCWD = -100;
    private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

    private final LaunchProgram program;
    private final Memory self;

    private OwnUserNamespace(LaunchProgram program, Memory self) {
        this.program = program;
        this.self = self;
    }

    /** To be called while /proc is the worker's. */
    static OwnUserNamespace prepare(LaunchProgram program) {
        var self = program.callForResult(
                "find itself in /proc", SystemCall.OPENAT, AT_FDCWD, name("/proc/self"), OpenFlags.READ);
        return new OwnUserNamespace(program, self);
    }

    /** To be called when everything is mounted, which nobody can change from within. Gives all rights, as a new one does. */
    void enter() {
        var ids = identity();
        var entered = program.callForResult("make a signal", SystemCall.EVENTFD2, 0, 0);
        // The ids have to be written by somebody who is not in it.
        var writer = program.fork("start a writer of ids", 0, () -> {
            program.call("wait for the user namespace", SystemCall.READ, entered.content(), program.memory(ONE), 8);
            write("uid_map", ids.uids());
            write("gid_map", ids.gids());
            program.exit(0);
        });
        program.call("make a user namespace", SystemCall.UNSHARE, CLONE_NEWUSER);
        program.call("tell the writer of ids", SystemCall.WRITE, entered.content(), ONE, 8);
        program.call("wait for the ids", SystemCall.WAIT4, writer.content(), 0, 0, 0);
        program.call("close the signal", SystemCall.CLOSE, entered.content());
        program.call("close its place in /proc", SystemCall.CLOSE, self.content());
    }

    private void write(String map, List<IdMap.Range> ids) {
        byte[] lines = ids.stream()
                .map(IdMap.Range::toString)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.US_ASCII);
        var file =
                program.callForResult("open the " + map, SystemCall.OPENAT, self.content(), name(map), OpenFlags.WRITE);
        program.call("write the " + map, SystemCall.WRITE, file.content(), lines, lines.length);
    }

    private static IdMap identity() {
        try {
            return IdMap.identity();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
