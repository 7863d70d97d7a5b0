package dev.drydock.sandbox.host;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The way into the namespaces: connects to this JVM, leaves its namespaces, waits until its ids are mapped, and becomes the
 * worker, first process of its own world. Whatever ends the thread that started it ends it and all its children; but a worker
 * without namespaces only learns of it by the end of the connection, and then cleans up.
 */
final class EntryProgram {

    /** Sent when ids can be mapped; the program waits for any byte in return. */
    static final int READY_FOR_IDS = 'U';

    private static final long CLONE_NEWNS = 0x20000;
    private static final long CLONE_NEWUSER = 0x10000000;
    private static final long CLONE_NEWPID = 0x20000000;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGKILL = 9;
    private static final int SIG_IGN = 1;
    /** SIGHUP, SIGINT, SIGQUIT, SIGTERM: what a terminal or whoever ends a group of processes sends to all of them. */
    private static final int[] SENT_TO_GROUPS = {1, 2, 3, 15};

    private static final long NO_SET_ID_DEVICES_EXECUTION = 2 | 4 | 8;
    private static final long RECURSIVE_SLAVE = 16384 | 1 << 19;

    private final LaunchProgram program;
    private final WorkerCommand command;

    private EntryProgram(LaunchProgram program, WorkerCommand command) {
        this.program = program;
        this.command = command;
    }

    static LaunchProgram of(Architecture architecture, WorkerCommand command, Namespaces namespaces, Path socket) {
        var program = new LaunchProgram(architecture, WorkerCommand.CONTROL);
        var entry = new EntryProgram(program, command);
        entry.ignoreSignals();
        entry.connect(socket);
        if (namespaces instanceof Namespaces.None) {
            // It has to outlive Maven by a moment: what it made does not end with it.
            entry.becomeWorker();
            return program;
        }
        entry.dieWithStarter();
        var processes = namespaces instanceof Namespaces.WithUser user ? user.processes() : Namespaces.Processes.OWN;
        long flags = processes == Namespaces.Processes.SHARED ? CLONE_NEWNS : CLONE_NEWPID | CLONE_NEWNS;
        if (namespaces instanceof Namespaces.WithUser) {
            entry.enterUserNamespace();
        }
        var worker = program.fork("make a process and mount namespace", flags, () -> {
            entry.dieWithStarter();
            entry.mountOwnWorld(processes == Namespaces.Processes.OWN);
            entry.becomeWorker();
        });
        program.attempt(SystemCall.CLOSE, WorkerCommand.CONTROL);
        program.exitAs(worker);
        return program;
    }

    /**
     * Such a signal is for Maven and for the process the worker runs. If it ended what is between them, neither would have time
     * to end in its own way.
     */
    private void ignoreSignals() {
        byte[] ignore = new byte[32];
        ignore[0] = SIG_IGN;
        for (int signal : SENT_TO_GROUPS) {
            program.call("ignore signals", SystemCall.RT_SIGACTION, signal, ignore, 0, 8);
        }
    }

    private void connect(Path socket) {
        byte[] path = bytes(socket.toString());
        byte[] address = new byte[2 + path.length];
        address[0] = 1; // AF_UNIX
        System.arraycopy(path, 0, address, 2, path.length);
        var descriptor = program.callForResult("make a socket", SystemCall.SOCKET, 1, 1, 0);
        program.call("connect to Maven", SystemCall.CONNECT, descriptor.content(), address, address.length);
        program.call("connect to Maven", SystemCall.DUP3, descriptor.content(), WorkerCommand.CONTROL, 0);
        program.call("connect to Maven", SystemCall.CLOSE, descriptor.content());
    }

    private void dieWithStarter() {
        program.call("die with Maven", SystemCall.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    }

    private void enterUserNamespace() {
        program.call("make a user namespace", SystemCall.UNSHARE, CLONE_NEWUSER);
        program.call("ask for ids", SystemCall.WRITE, WorkerCommand.CONTROL, new byte[] {READY_FOR_IDS}, 1);
        program.awaitByte("wait for ids", WorkerCommand.CONTROL);
        program.call("become root of the user namespace", SystemCall.SETRESGID, 0, 0, 0);
        program.call("become root of the user namespace", SystemCall.SETRESUID, 0, 0, 0);
        // The kernel forgets the death signal when ids change.
        dieWithStarter();
    }

    private void mountOwnWorld(boolean ownProc) {
        program.call("keep mounts to itself", SystemCall.MOUNT, 0, bytes("/"), 0, RECURSIVE_SLAVE, 0);
        if (ownProc) {
            program.call(
                    "mount /proc",
                    SystemCall.MOUNT,
                    bytes("proc"),
                    bytes("/proc"),
                    bytes("proc"),
                    NO_SET_ID_DEVICES_EXECUTION,
                    0);
        }
        program.call(
                "mount a memory file system",
                SystemCall.MOUNT,
                bytes("tmpfs"),
                bytes(command.scratch().toString()),
                bytes("tmpfs"),
                2 | 4,
                bytes("mode=0700"));
    }

    private void becomeWorker() {
        if (!command.inheritIo()) {
            program.attempt(SystemCall.SETSID);
        }
        program.call(
                "enter " + command.scratch(),
                SystemCall.CHDIR,
                bytes(command.scratch().toString()));
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        program.execute("start " + java, bytes(java.toString()), arguments(), environment());
    }

    private List<byte[]> arguments() {
        var scratch = command.scratch().toString();
        var all = new ArrayList<>(List.of(
                "drydock-worker",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx1g",
                "-Xshare:auto",
                // Only what runs ten times as often as usual is optimized: a worker lives for seconds, and the compiler
                // took a third of all that reading back 20,000 files cost.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                // Leaves signals that are ignored ignored.
                "-Xrs",
                "-XX:-UsePerfData",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-Djava.io.tmpdir=" + scratch,
                "-Djna.tmpdir=" + scratch,
                "-Djna.nosys=true",
                "-DZstdTempFolder=" + scratch));
        all.addAll(command.options());
        all.add("-cp");
        all.add(String.join(
                ":", command.classPath().stream().map(Path::toString).toList()));
        all.add(command.mainClass());
        all.addAll(command.arguments());
        return all.stream().map(EntryProgram::bytes).toList();
    }

    /** Nothing of Maven's environment, which may hold secrets and options for other JVMs. */
    private static List<byte[]> environment() {
        return List.of(bytes("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), bytes("LC_ALL=C.UTF-8"));
    }

    /** A string of this JVM as the host's bytes, ended by zero. */
    private static byte[] bytes(String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))));
        out.write(0);
        return out.toByteArray();
    }
}
