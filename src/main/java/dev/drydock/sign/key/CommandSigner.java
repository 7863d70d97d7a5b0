package dev.drydock.sign.key;

import dev.drydock.failure.BuildFailure;
import dev.drydock.process.Program;
import dev.drydock.sign.Signer;
import dev.drydock.sign.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Has a program sign, which may ask a key management service or a card: it reads the bytes to sign from its standard input to
 * the end and writes the signature to its standard output, as {@link Signer#sign} has it and nothing else.
 *
 * @param command the program and its arguments
 * @param directory it works in
 * @param key that its signatures are checked with
 */
public record CommandSigner(List<String> command, Path directory, VerifyingKey key) implements Signer {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LARGEST = 1 << 16;

    @Override
    public byte[] sign(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Program.Ended ended;
        try {
            ended = Program.of(command)
                    .in(directory)
                    .withInput(in -> in.write(message))
                    .withOutput(in -> copy(in, out))
                    .within(PATIENCE)
                    .run();
        } catch (IOException e) {
            throw BuildFailure.ofCause("The program that signs (" + name() + ") cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuildFailure.ofEnvironment("Signing was interrupted", null, e);
        }
        if (ended.exitCode() != 0) {
            throw BuildFailure.ofEnvironment(
                    "The program that signs (" + name() + ") failed with exit code " + ended.exitCode()
                            + (ended.err().isBlank() ? "" : ": " + ended.err().strip()),
                    "Run it by hand: it gets the bytes to sign on standard input.",
                    null);
        }
        byte[] signature = out.toByteArray();
        if (!key.verifies(message, signature)) {
            throw BuildFailure.ofBuild(
                    "The program that signs (" + name() + ") printed " + signature.length
                            + " bytes that are no signature of the key " + key.name(),
                    "It has to sign SHA-256 of its standard input, and to print the signature in binary form: DER for"
                            + " an EC key, PKCS #1 version 1.5 for RSA. drydock.sign.publicKey names the public key.");
        }
        return signature;
    }

    private static void copy(InputStream in, ByteArrayOutputStream out) throws IOException {
        out.writeBytes(in.readNBytes(LARGEST));
        in.skip(Long.MAX_VALUE);
    }

    private String name() {
        return command.get(0);
    }
}
