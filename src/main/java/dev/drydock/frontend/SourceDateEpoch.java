package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Stage;
import dev.drydock.dockerfile.Words;
import dev.drydock.failure.BuildFailure;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time a build argument or an ARG before the first FROM asks for, by the name reproducible-builds.org gives it. */
final class SourceDateEpoch {

    static final String NAME = "SOURCE_DATE_EPOCH";

    private SourceDateEpoch() {}

    /**
     * @return null if none is asked for, or by something that has no time of its own, such as a directory
     * @throws BuildFailure if the value is neither a number nor the name of something, or what a stage downloads is not to be
     *     had
     */
    static @Nullable Instant resolve(
            GlobalArguments globals, Dockerfile file, NamedContexts contexts, Words words, SourceTimes times) {
        String value = globals.given().get(NAME);
        if (value == null) {
            value = globals.values().get(NAME);
        }
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.matches("[-+]?\\d{1,18}")) {
            return instant(value);
        }
        if (value.equals("context") || contexts.find(value) != null) {
            return null;
        }
        for (Stage stage : file.stages()) {
            if (value.equalsIgnoreCase(stage.name())) {
                Long seconds = times.seconds(SourceStage.of(stage, file, words, globals));
                return seconds == null ? null : Instant.ofEpochSecond(seconds);
            }
        }
        throw BuildFailure.ofBuild(
                NAME + "=" + value + " is neither a number of seconds nor a name",
                "Give the number of seconds since 1970-01-01T00:00:00Z, for instance that of the last commit:"
                        + " git log -1 --format=%ct");
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (DateTimeException e) {
            throw BuildFailure.ofBuild(NAME + "=" + seconds + " is not a time", "It counts seconds, not milliseconds.");
        }
    }
}
