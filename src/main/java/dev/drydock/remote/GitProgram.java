package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.http.address.Origin;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs {@code git} away from the user's configuration: no global settings, hooks, filters, prompts or helpers, only the
 * transports that are networks. Credentials reach it through its environment, where other users cannot see them.
 */
final class GitProgram {

    private static final int MAX_OUTPUT = 16 << 20;

    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "SSH_AUTH_SOCK",
            "GIT_SSH_COMMAND",
            "GIT_SSL_CAINFO",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "SystemRoot");

    private final RemoteOptions options;
    private final Path directory;
    private final Optional<Origin> server;
    private final Optional<String> header;

    /**
     * @param directory where it runs
     * @param server of the repository, if that is one of http or https
     * @param header an Authorization header for requests to the server
     */
    GitProgram(RemoteOptions options, Path directory, Optional<Origin> server, Optional<String> header) {
        this.options = options;
        this.directory = directory;
        this.server = server;
        this.header = header;
    }

    /** How it ended. @param out what it printed; @param err what it complained of */
    record Result(int exitCode, String out, String err) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** @throws BuildFailure if there is no git */
    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            // Modes in the image must not depend on the umask of whoever builds.
            command.addAll(List.of("/bin/sh", "-c", "umask 022 && exec git \"$@\"", "git"));
        } else {
            command.add("git");
        }
        command.addAll(List.of("-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"));
        command.addAll(List.of("-c", "init.defaultBranch=master", "-c", "gc.auto=0"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectInput(nothing());
        environment(builder.environment());
        try (GitAuthorities authorities = GitAuthorities.of(options)) {
            authorities.put(builder.environment());
            return await(start(builder));
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    private void environment(Map<String, String> environment) {
        environment.clear();
        for (String name : PASSED_ON) {
            String value = options.environment().get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(new GitProxies(options.http().proxies()).variables(server));
        environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", nothing().getPath());
        environment.put("HOME", nothing().getPath());
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_ALLOW_PROTOCOL", "http:https:ssh:git");
        environment.put("GIT_HTTP_LOW_SPEED_LIMIT", "1");
        environment.put(
                "GIT_HTTP_LOW_SPEED_TIME",
                Long.toString(Math.max(1, options.http().timeouts().idle().toSeconds())));
        environment.put("LC_ALL", "C");
        if (server.isPresent() && header.isPresent()) {
            environment.put("GIT_CONFIG_COUNT", "1");
            environment.put("GIT_CONFIG_KEY_0", "http." + server.get() + ".extraheader");
            environment.put("GIT_CONFIG_VALUE_0", "Authorization: " + header.get());
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private static BuildFailure missing(Exception e) {
        return BuildFailure.ofEnvironment(
                "git cannot be started: " + Cause.of(e), "Install git: ADD of a repository uses it.", e);
    }

    private static Result await(Process process) throws IOException, InterruptedException {
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            int exitCode = process.waitFor();
            var result = new Result(exitCode, out.join(), err.join());
            if (exitCode == 127 && result.err().contains("git: not found")) {
                throw missing(new IOException("it is not in PATH"));
            }
            return result;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(InputStream in) {
        try (in) {
            String text = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException closed) {
            return ""; // git was ended; nobody asks what it said
        }
    }
}
