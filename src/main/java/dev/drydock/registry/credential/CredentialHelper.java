package dev.drydock.registry.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Programs named {@code docker-credential-*} that know credentials, by the protocol of the docker-credential-helpers
 * project: the server's address on standard input, JSON or a complaint on standard output.
 *
 * @param environment in which they run and whose {@code PATH} they are on
 * @param timeout after which one that has not answered is killed with all it started
 */
public record CredentialHelper(Map<String, String> environment, Duration timeout) {

    private static final int OUTPUT_LIMIT = 256 << 10;
    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String NOT_FOUND = "credentials not found";

    /**
     * The helper's answer for the server; empty if it knows nothing of it.
     *
     * @param suffix of its name, {@code ecr-login}
     * @throws IOException if there is no such program, or it fails or is late; the message never holds what it printed as
     *     its answer
     */
    Optional<Credential> get(String suffix, String server) throws IOException {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IOException("'" + suffix + "' is not the name of a credential helper");
        }
        String program = "docker-credential-" + suffix;
        Path executable = SearchPath.find(program, environment)
                .orElseThrow(() -> new IOException("the credential helper " + program + " is not in PATH"));
        Program helper = Program.of(List.of(executable.toString(), "get"))
                .withEnvironment(environment)
                .withInput(server.getBytes(StandardCharsets.UTF_8))
                .within(timeout)
                .keeping(OUTPUT_LIMIT);
        try {
            return answer(program, helper.run());
        } catch (Program.Late e) {
            throw new IOException(program + " did not answer within " + timeout.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " was running", e);
        }
    }

    private static Optional<Credential> answer(String program, Program.Ended ended) throws IOException {
        if (ended.exitCode() == 0) {
            return parse(program, ended.out());
        }
        if (ended.out().contains(NOT_FOUND)) {
            return Optional.empty();
        }
        String complaint = line(ended.out().isBlank() ? ended.err() : ended.out());
        throw new IOException(program + " failed with exit status " + ended.exitCode()
                + (complaint.isEmpty() ? "" : ": " + complaint));
    }

    private static Optional<Credential> parse(String program, String printed) throws IOException {
        ObjectNode answer;
        try {
            answer = Json.parseObject(printed.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Its message could quote the secret, so it is not passed on.
            throw new IOException(program + " did not print a JSON object");
        }
        String secret = answer.path("Secret").asText("");
        return secret.isEmpty()
                ? Optional.empty()
                : Optional.of(Credential.of(answer.path("Username").asText(""), secret));
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
