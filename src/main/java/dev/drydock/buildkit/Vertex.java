package dev.drydock.buildkit;

import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A thing BuildKit does, as its name tells: {@code [build 2/5] RUN make} is a step, {@code [1/5] FROM
 * docker.io/library/debian@sha256:…} fetches a base image, others are BuildKit's own.
 *
 * @param step null if it is none
 * @param base null if it fetches none
 */
record Vertex(
        String name, @Nullable StepName step, @Nullable Reference base) {

    private static final Pattern STEP = Pattern.compile("\\[(?:(.*) )?(\\d{1,9})/(\\d{1,9})] (.*)", Pattern.DOTALL);
    private static final String FROM = "FROM ";

    static Vertex of(String name) {
        Matcher matcher = STEP.matcher(name);
        if (!matcher.matches()) {
            return new Vertex(name, null, null);
        }
        String text = matcher.group(4);
        if (text.startsWith(FROM)) {
            return new Vertex(name, null, reference(text.substring(FROM.length())));
        }
        String stage = matcher.group(1) == null ? "" : matcher.group(1);
        return new Vertex(
                name,
                new StepName(
                        stage.strip(), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), text),
                null);
    }

    private static @Nullable Reference reference(String text) {
        try {
            Reference reference = Reference.parse(text);
            // People have written the name, and need not see what it means.
            return reference.tag() == null ? reference : reference.withTag(reference.tagOrLatest());
        } catch (IllegalArgumentException noImage) {
            return null;
        }
    }

    /** To be closed when it ends; only what may take long is told of. */
    BuildLog.Ongoing ongoing(BuildLog log) {
        if (base != null) {
            return log.ongoing("pulling " + base);
        }
        return name.startsWith("exporting ") ? log.ongoing(name) : BuildLog.Ongoing.NONE;
    }
}
