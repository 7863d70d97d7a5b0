package dev.drydock.remote;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.http.address.Origin;
import dev.drydock.process.Program;
import dev.drydock.process.RunningProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs {@code git} away from the user's configuration: no global settings, hooks, filters, prompts or helpers, only the
 * transports that are networks. Credentials reach it through its environment, where other users cannot see them.
 */
final class GitProgram {

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

    /** @throws BuildFailure if there is no git */
    Program.Ended run(String... arguments) throws IOException, InterruptedException {
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
        try (GitAuthorities authorities = GitAuthorities.of(options)) {
            Map<String, String> environment = environment();
            authorities.put(environment);
            Program program = Program.of(command).in(directory).withEnvironment(environment);
            return checked(start(program).await());
        }
    }

    private static String nothing() {
        return File.separatorChar == '/' ? "/dev/null" : "NUL";
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (String name : PASSED_ON) {
            String value = options.environment().get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(new GitProxies(options.http().proxies()).variables(server));
        environment.putIfAbsent("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", nothing());
        environment.put("HOME", nothing());
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
        return environment;
    }

    private static RunningProgram start(Program program) {
        try {
            return program.start();
        } catch (IOException e) {
            throw missing(e);
        }
    }

    private static BuildFailure missing(Exception e) {
        return BuildFailure.ofEnvironment(
                "git cannot be started: " + Cause.of(e), "Install git: ADD of a repository uses it.", e);
    }

    /** On Unix it is the shell that finds no git. */
    private static Program.Ended checked(Program.Ended ended) {
        if (ended.exitCode() == 127 && ended.err().contains("git: not found")) {
            throw missing(new IOException("it is not in PATH"));
        }
        return ended;
    }
}
