package dev.drydock.sandbox.host;

import java.nio.file.Path;
import java.util.List;

/**
 * The JVM that works for this one.
 *
 * @param options for the JVM, besides those that every worker has
 * @param mainClass finds its end of the connection as descriptor {@value #CONTROL}; must greet with {@value #GREETING} as
 *     first byte
 * @param scratch an existing directory, which is the worker's current one; in namespaces a memory file system is mounted on
 *     it for the worker alone and goes with it
 * @param inheritIo the worker has this JVM's standard streams; otherwise its own output is only kept for diagnosis
 */
public record WorkerCommand(
        List<Path> classPath,
        List<String> options,
        String mainClass,
        List<String> arguments,
        Path scratch,
        boolean inheritIo) {

    /** The descriptor of the connection in the worker. */
    public static final int CONTROL = 10;

    public static final int GREETING = 'W';
}
