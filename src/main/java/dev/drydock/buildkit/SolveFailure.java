package dev.drydock.buildkit;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains why a client ended without an image. */
record SolveFailure(BuildKitClient client, SolveProgress progress) {

    private static final Pattern EXIT_CODE =
            Pattern.compile("process \".*\" did not complete successfully: exit code: (\\d{1,9})", Pattern.DOTALL);

    /** A line like this, and a line of dashes behind it, are the head of the part of the Dockerfile that is shown. */
    private static final Pattern PLACE = Pattern.compile("(.+):(\\d+)");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final String DASHES = "-----";

    /** Words of the clients, and of gRPC below them, about a daemon that is not there, or is there no more. */
    private static final List<String> UNREACHABLE = List.of(
            "connection refused",
            "connection error",
            "connection reset",
            "error reading from server",
            "error reading preface",
            "no such host",
            "i/o timeout",
            "deadline exceeded",
            "code = unavailable",
            "transport is closing",
            "failed to dial",
            "dial unix",
            "dial tcp",
            "cannot connect to the docker daemon",
            "closing with eof",
            "failed to list workers");

    private static final List<String> NO_BUILDER =
            List.of("no builder", "failed to find driver", "no valid drivers found", "does not exist");

    /** The reason a step gives, in Drydock's words if there are any for it. */
    static String reason(String error) {
        Matcher exit = EXIT_CODE.matcher(error);
        return exit.matches()
                ? "the command ended with " + ExitCode.describe(Integer.parseInt(exit.group(1)))
                : error.replaceFirst("^failed to calculate checksum of ref \\S+: ", "")
                        .strip();
    }

    BuildFailure explain(int exitCode) {
        String said = said(exitCode);
        SolveProgress.Failure failure = progress.failure();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("oci exporter")) {
            return BuildFailure.ofEnvironment(
                    "Docker's own builder cannot give an image back: " + said,
                    "Make a builder that can, docker buildx create --name drydock --driver docker-container --bootstrap,"
                            + " and name it: BUILDX_BUILDER=drydock.",
                    null);
        }
        if (failure != null && failure.vertex().step() != null && !isUnreachable(failure.error())) {
            return ofStep(failure);
        }
        if (isUnreachable(lower)) {
            return BuildFailure.ofEnvironment(
                    capitalized(client.place())
                            + (progress.hasBegun() ? " answers no more: " : " cannot be reached: ")
                            + said,
                    "See whether it runs: " + question() + ".",
                    null);
        }
        if (client.kind() == BuildKitClient.Kind.BUILDX && contains(lower, NO_BUILDER)) {
            return BuildFailure.ofEnvironment(
                    "buildx has no such builder: " + said, "docker buildx ls shows those there are.", null);
        }
        if (lower.contains("entitlement")
                || lower.contains("network.host is not")
                || lower.contains("security.insecure is not")) {
            return BuildFailure.ofBuild(
                    said,
                    "Allow it with drydock.allow; the daemon has to allow it as well (buildkitd"
                            + " --allow-insecure-entitlement).");
        }
        String place = place();
        return BuildFailure.ofBuild(place.isEmpty() || said.startsWith(place) ? said : place + ": " + said, null);
    }

    private BuildFailure ofStep(SolveProgress.Failure failure) {
        var step = failure.vertex().step();
        String where = place().isEmpty() ? progress.dockerfile() : place();
        Matcher exit = EXIT_CODE.matcher(failure.error());
        String hint = null;
        if (exit.matches()) {
            hint = failure.last().advice(Integer.parseInt(exit.group(1)));
        }
        return BuildFailure.ofBuild(
                where + ": " + (step == null ? "" : BLANKS.matcher(step.text()).replaceAll(" ") + ": ")
                        + reason(failure.error()),
                hint);
    }

    /** {@code Dockerfile:3}; "" if that was not said. */
    private String place() {
        String before = "";
        for (String line : progress.others()) {
            Matcher place = PLACE.matcher(before);
            if (line.startsWith(DASHES) && place.matches()) {
                return before;
            }
            before = line;
        }
        return "";
    }

    /** The client's last word. */
    private String said(int exitCode) {
        String last = "";
        for (String line : progress.others()) {
            if (line.regionMatches(true, 0, "error: ", 0, 7)) {
                last = line.substring(7);
            } else if (!line.isBlank() && last.isEmpty()) {
                last = line;
            }
        }
        String said = last.replaceFirst("^(failed to (build|solve): )+", "");
        return said.isBlank()
                ? String.join(" ", client.command()) + " ended with " + ExitCode.describe(exitCode)
                        + " and said nothing"
                : said.strip();
    }

    private String question() {
        return client.kind() == BuildKitClient.Kind.BUILDCTL
                ? "buildctl debug workers"
                : "docker buildx inspect --bootstrap";
    }

    private static boolean isUnreachable(String said) {
        return contains(said.toLowerCase(Locale.ROOT), UNREACHABLE);
    }

    private static boolean contains(String said, List<String> words) {
        return words.stream().anyMatch(said::contains);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
