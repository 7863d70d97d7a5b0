package dev.drydock.dockerfile.lint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the checks need to know besides the Dockerfile.
 *
 * @param buildArgs the user's
 * @param platformArgs predefined arguments and their values: {@code TARGETPLATFORM}, {@code BUILDARCH} and the like
 * @param bases what is known of base images
 * @param ignored what .dockerignore keeps out; null if there is no such file, or if it brings files back with {@code !}, for
 *     then nothing can be said without looking at the files
 */
public record LintInputs(
        Map<String, String> buildArgs,
        Map<String, String> platformArgs,
        Bases bases,
        @Nullable Ignored ignored) {

    /** Base images. */
    @FunctionalInterface
    public interface Bases {

        /**
         * The configuration of an image.
         *
         * @param image the reference after expansion; never scratch, never a stage
         * @param platform the one asked for by FROM after expansion; "" if it asks for none
         * @return null if nothing is known. Then a variable counts as undefined only if it looks like a misspelling.
         */
        @Nullable
        Base find(String image, String platform);
    }

    /**
     * A base image.
     *
     * @param shell it has a SHELL
     * @param triggers its ONBUILD triggers
     * @param platform such as {@code linux/amd64}; "" if it does not say
     */
    public record Base(Map<String, String> env, boolean shell, List<String> triggers, String platform) {}

    /** Rules of a .dockerignore file. */
    @FunctionalInterface
    public interface Ignored {

        /**
         * Whether a source of COPY or ADD is kept out.
         *
         * @param path relative, cleaned; may hold wildcards; "." for the context itself, which is kept out only if everything is
         */
        boolean test(String path);
    }
}
