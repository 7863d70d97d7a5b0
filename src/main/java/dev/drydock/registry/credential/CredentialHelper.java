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
 * Programs named {@code docker-credential-*} that keep credentials, by the protocol of the docker-credential-helpers
 * project: the server's address or a JSON object on standard input, JSON or a complaint on standard output.
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
        Program.Ended ended = run(suffix, "get", server);
        if (ended.exitCode() == 0) {
            return parse(program(suffix), ended.out());
        }
        if (ended.out().contains(NOT_FOUND)) {
            return Optional.empty();
        }
        throw failure(suffix, ended, "");
    }

    /**
     * Has the helper keep a pair for the server, in place of what it had.
     *
     * @throws IOException if there is no such program, or it fails or is late; the message does not hold the secret
     */
    void store(String suffix, String server, String username, String secret) throws IOException {
        ObjectNode pair = Json.object();
        pair.put("ServerURL", server).put("Username", username).put("Secret", secret);
        Program.Ended ended = run(suffix, "store", new String(Json.write(pair), StandardCharsets.UTF_8));
        if (ended.exitCode() != 0) {
            throw failure(suffix, ended, secret);
        }
    }

    /**
     * Has the helper forget what it keeps for the server, if anything.
     *
     * @throws IOException if there is no such program, or it fails or is late
     */
    void erase(String suffix, String server) throws IOException {
        Program.Ended ended = run(suffix, "erase", server);
        if (ended.exitCode() != 0 && !ended.out().contains(NOT_FOUND)) {
            throw failure(suffix, ended, "");
        }
    }

    static String program(String suffix) {
        return "docker-credential-" + suffix;
    }

    private Program.Ended run(String suffix, String request, String input) throws IOException {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IOException("'" + suffix + "' is not the name of a credential helper");
        }
        String program = program(suffix);
        Path executable = SearchPath.find(program, environment)
                .orElseThrow(() -> new IOException("the credential helper " + program + " is not in PATH"));
        Program helper = Program.of(List.of(executable.toString(), request))
                .withEnvironment(environment)
                .withInput(input.getBytes(StandardCharsets.UTF_8))
                .within(timeout)
                .keeping(OUTPUT_LIMIT);
        try {
            return helper.run();
        } catch (Program.Late e) {
            throw new IOException(program + " did not answer within " + timeout.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " was running", e);
        }
    }

    /** @param secret that it must not hold; "" for none */
    private static IOException failure(String suffix, Program.Ended ended, String secret) {
        String said = ended.out().isBlank() ? ended.err() : ended.out();
        String complaint = line(secret.isEmpty() ? said : said.replace(secret, "..."));
        return new IOException(program(suffix) + " failed with exit status " + ended.exitCode()
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
