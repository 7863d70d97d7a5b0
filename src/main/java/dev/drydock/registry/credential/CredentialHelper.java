package dev.drydock.registry.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
        Path executable = find(program)
                .orElseThrow(() -> new IOException("the credential helper " + program + " is not in PATH"));
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "get");
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return answer(program, server, process);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Optional<Credential> answer(String program, String server, Process process) throws IOException {
        Drain out = Drain.of(process.getInputStream());
        Drain err = Drain.of(process.getErrorStream());
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not want to hear; what it says and its exit status tell more.
        }
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(program + " did not answer within " + timeout.toSeconds() + " seconds");
            }
            String printed = out.text();
            if (process.exitValue() == 0) {
                return parse(program, printed);
            }
            if (printed.contains(NOT_FOUND)) {
                return Optional.empty();
            }
            String complaint = line(printed.isBlank() ? err.text() : printed);
            throw new IOException(program + " failed with exit status " + process.exitValue()
                    + (complaint.isEmpty() ? "" : ": " + complaint));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " was running", e);
        }
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

    private Optional<Path> find(String program) {
        boolean windows = File.separatorChar == '\\';
        List<String> endings = windows ? List.of(".exe", ".cmd", ".bat") : List.of("");
        for (String directory : path().split(Pattern.quote(File.pathSeparator))) {
            for (String ending : endings) {
                Path candidate = Path.of(directory.isEmpty() ? "." : directory, program + ending);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }

    private String path() {
        return environment.entrySet().stream()
                .filter(entry -> entry.getKey().toUpperCase(Locale.ROOT).equals("PATH"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }

    /** Reads a stream to its end beside the program, so that it never waits for us; keeps the beginning. */
    private record Drain(Thread thread, ByteArrayOutputStream kept) {

        static Drain of(InputStream in) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            Thread thread = new Thread(() -> drain(in, kept), "drydock-credential-helper");
            thread.setDaemon(true);
            thread.start();
            return new Drain(thread, kept);
        }

        private static void drain(InputStream in, ByteArrayOutputStream kept) {
            byte[] buffer = new byte[8192];
            try (in) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    kept.write(buffer, 0, Math.min(count, OUTPUT_LIMIT - kept.size()));
                }
            } catch (IOException e) {
                // The program was killed; what it had said is kept.
            }
        }

        /** Waits a little for the end: something the program left running may hold the stream open. */
        String text() throws InterruptedException {
            thread.join(1000);
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
