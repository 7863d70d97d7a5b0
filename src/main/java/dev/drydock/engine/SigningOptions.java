package dev.drydock.engine;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who signs the image and what is stated about it.
 *
 * @param key file of a private key; null if a program has it
 * @param command the program that signs otherwise, with its arguments
 * @param directory the program works in
 * @param publicKey file of the key that the program's signatures are checked with; null without a program
 * @param format of the signatures of images
 */
@StartUp
public record SigningOptions(
        @Nullable Path key,
        List<String> command,
        Path directory,
        @Nullable Path publicKey,
        Format format) {

    /** A form of signatures. */
    public enum Format {
        /** Sigstore bundles, which refer to the image. */
        BUNDLE,
        /** Those of cosign before version 3, under a tag made of the image's digest. */
        LEGACY
    }

    public SigningOptions {
        command = List.copyOf(command);
    }
}
