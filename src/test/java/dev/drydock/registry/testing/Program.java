package dev.drydock.registry.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server program of this machine, running for a test; what it prints goes to a file. */
public final class Program implements AutoCloseable {

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Skips the test where the program of this Debian package is not installed. */
    public static Path assumeInstalled(String name, String debianPackage) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no " + name + " (Debian package " + debianPackage + ")");
        return found.get();
    }

    /** Starts it and waits until it listens on the port of 127.0.0.1. */
    public static Program listening(int port, Path directory, String... command) throws IOException {
        Path output = Files.createTempFile(directory, Path.of(command[0]).getFileName() + "-", ".log");
        Program program = new Program(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
        try {
            program.await(port);
            return program;
        } catch (IOException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    /** The output of a program that ends by itself; it must succeed. */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(List.of(command) + " failed: " + printed);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return printed;
    }

    /** One that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its output so far. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    private void await(int port) throws IOException {
        for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; ) {
            if (!process.isAlive()) {
                break;
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                sleep();
            }
        }
        throw new IOException(process.info().command().orElse("the program") + " does not listen: " + output());
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
