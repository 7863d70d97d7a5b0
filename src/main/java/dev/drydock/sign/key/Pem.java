package dev.drydock.sign.key;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one key of a PEM file, see RFC 7468.
 *
 * @param label such as {@code PUBLIC KEY}
 */
record Pem(String label, byte[] content) {

    private static final int LARGEST = 1 << 20;

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s*(?:[A-Za-z-]+:[^\n]*\n)*([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** Written by openssl before an EC key of the old form; no key. */
    private static final String PARAMETERS = "EC PARAMETERS";

    /** @param setting that names the file, for messages */
    static Pem read(Path file, String setting) {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw none(file, setting);
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw BuildFailure.ofBuild(
                    "There is no key file " + file + " (" + setting + ")",
                    "Name a file that exists; the path is relative to the module's directory.");
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(
                    "The key file " + file + " (" + setting + ") cannot be read: " + Cause.of(e, file),
                    "Check what this user may do with that file.",
                    e);
        }
        return parse(text).orElseThrow(() -> none(file, setting));
    }

    private static Optional<Pem> parse(String text) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (!block.group(1).equals(PARAMETERS)) {
                try {
                    return Optional.of(
                            new Pem(block.group(1), Base64.getMimeDecoder().decode(block.group(2))));
                } catch (IllegalArgumentException noBase64) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static BuildFailure none(Path file, String setting) {
        return BuildFailure.ofBuild(
                "The file " + file + " (" + setting + ") has no key in PEM form",
                "Such a file has a line like -----BEGIN PRIVATE KEY----- or -----BEGIN PUBLIC KEY-----.");
    }
}
