package dev.drydock.sandbox.launch;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program under construction: what is called on it is what the program does, in that order. Arguments of system calls are
 * numbers, {@code byte[]} (passed by address; written as they are, so names need their final zero), {@link Memory}, or the
 * {@link Memory#content} of memory an earlier call wrote to.
 *
 * <p>A call that must succeed and does not ends the program with status {@value #FAILED}, after it has written a
 * {@link LaunchFailure} to the report descriptor.
 */
public final class LaunchProgram {

    /** Exit status after a failed call. */
    public static final int FAILED = 125;

    /** Eight or more bytes that the program can write to. */
    public record Memory(long address) {

        /** The first eight bytes as they are when a call is made. */
        public Object content() {
            return new Argument.Content(address);
        }
    }

    private static final int SIGCHLD = 17;

    private final Architecture architecture;
    private final int reportDescriptor;
    private final Assembler assembler;
    private final ByteBuffer data = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<ByteBuffer, Memory> constants = new HashMap<>();
    private final List<String> steps = new ArrayList<>();

    /** @param reportDescriptor where failures are written to */
    public LaunchProgram(Architecture architecture, int reportDescriptor) {
        this.architecture = architecture;
        this.reportDescriptor = reportDescriptor;
        this.assembler = Assembler.of(architecture);
    }

    /** The processor whose program this is. */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * Makes a system call that must succeed.
     *
     * @param step what it is for, as a failure names it
     */
    public void call(String step, SystemCall call, Object... arguments) {
        var ok = new Label();
        make(call, arguments);
        assembler.jumpIfOk(ok);
        fail(step);
        assembler.place(ok);
    }

    /** Makes a system call that may fail. */
    public void attempt(SystemCall call, Object... arguments) {
        make(call, arguments);
    }

    /** Makes a system call; if it fails, does what the alternative adds to this program. */
    public void callOr(Runnable alternative, SystemCall call, Object... arguments) {
        callEither(() -> {}, alternative, call, arguments);
    }

    /** Makes a system call; does what {@code after} adds to this program if it succeeds, else what {@code instead} adds. */
    public void callEither(Runnable after, Runnable instead, SystemCall call, Object... arguments) {
        var ok = new Label();
        var end = new Label();
        make(call, arguments);
        assembler.jumpIfOk(ok);
        instead.run();
        assembler.jump(end);
        assembler.place(ok);
        after.run();
        assembler.place(end);
    }

    /** As {@link #call}, and keeps the result. */
    public Memory callForResult(String step, SystemCall call, Object... arguments) {
        var result = memory(new byte[8]);
        call(step, call, arguments);
        assembler.storeResult(result.address());
        return result;
    }

    /** Keeps the result of the call just made, whichever alternative made it, at an address of the program's own memory. */
    public void keepResult(long address) {
        assembler.storeResult(address);
    }

    /**
     * Waits for children until there are none any more, and ends. For each that ends, its process id and its status as wait4(2)
     * has it are written to the descriptor, eight bytes each.
     */
    public void reportChildren(int descriptor) {
        var next = new Label();
        var ended = new Label();
        var record = memory(new byte[16]);
        assembler.place(next);
        attempt(SystemCall.WAIT4, -1, record.address() + 8, 0, 0);
        assembler.jumpIfOk(ended);
        exit(0);
        assembler.place(ended);
        assembler.storeResult(record.address());
        attempt(SystemCall.WRITE, descriptor, record, 16);
        assembler.jump(next);
    }

    /** Reads one byte, sent by somebody to say "go on"; ends with status 0 if there will never be one. */
    public void awaitByte(String step, int descriptor) {
        var end = new Label();
        var got = new Label();
        call(step, SystemCall.READ, descriptor, memory(new byte[8]), 1);
        assembler.jumpIfZero(end);
        assembler.jump(got);
        assembler.place(end);
        exit(0);
        assembler.place(got);
    }

    /**
     * Starts a child, which does what {@code child} adds and must not come to its end; the parent goes on.
     *
     * @param flags of clone(2): namespaces, and whose child it is
     * @return the child's process id as the parent sees it
     */
    public Memory fork(String step, long flags, Runnable child) {
        var inChild = new Label();
        var inParent = new Label();
        var pid = memory(new byte[8]);
        call(step, SystemCall.CLONE, flags | SIGCHLD, 0, 0, 0, 0);
        assembler.jumpIfZero(inChild);
        assembler.storeResult(pid.address());
        assembler.jump(inParent);
        assembler.place(inChild);
        child.run();
        assembler.place(inParent);
        return pid;
    }

    /** Waits for a child and ends with its exit code, or 128 + n if signal n ended it. */
    public void exitAs(Memory child) {
        var status = memory(new byte[8]);
        call("wait for the process", SystemCall.WAIT4, child.content(), status, 0, 0);
        assembler.exitAsWaited(status.address(), SystemCall.EXIT_GROUP.number(architecture));
    }

    public void exit(int status) {
        make(SystemCall.EXIT_GROUP, status);
    }

    /** Replaces the program by another. Strings end with a zero byte each. */
    public void execute(String step, byte[] path, List<byte[]> arguments, List<byte[]> environment) {
        call(step, SystemCall.EXECVE, path, pointers(arguments), pointers(environment));
    }

    /** Memory that holds these bytes at first. */
    public Memory memory(byte[] content) {
        data.position(data.position() + 7 & -8);
        var memory = new Memory(Executable.DATA_ADDRESS + data.position());
        data.put(content);
        return memory;
    }

    /** Names of the steps whose numbers a failure gives. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** The program as the content of an executable file. */
    public byte[] toExecutable() {
        var code = assembler.code;
        return Executable.of(
                architecture,
                Arrays.copyOf(code.array(), code.position()),
                Arrays.copyOf(data.array(), data.position()));
    }

    private void make(SystemCall call, Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            argument(arguments[i]).load(assembler, i);
        }
        assembler.call(call.number(architecture));
    }

    private void fail(String step) {
        var record = memory(LaunchFailure.record(steps.size()));
        steps.add(step);
        assembler.storeResult(record.address() + LaunchFailure.ERROR_OFFSET);
        make(SystemCall.WRITE, reportDescriptor, record, LaunchFailure.RECORD_SIZE);
        exit(FAILED);
    }

    private Argument argument(Object value) {
        if (value instanceof Argument ready) {
            return ready;
        }
        if (value instanceof Memory memory) {
            return new Argument.Constant(memory.address());
        }
        if (value instanceof byte[] bytes) {
            // Equal constants share one place; nothing the kernel is given here is written to.
            return argument(constants.computeIfAbsent(ByteBuffer.wrap(bytes.clone()), key -> memory(bytes)));
        }
        return new Argument.Constant(((Number) value).longValue());
    }

    /** A table of addresses, ended by zero. */
    private Memory pointers(List<byte[]> strings) {
        var table = ByteBuffer.allocate(8 * (strings.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        strings.forEach(string -> table.putLong(memory(string).address()));
        return memory(table.array());
    }
}
