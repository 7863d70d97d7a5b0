package dev.drydock.report.waste;

import dev.drydock.report.content.ReportLayer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways not to have files that a later layer hides. */
final class HiddenAdvice {

    private static final Pattern CHOWN = Pattern.compile("\\bchown(?: +-\\S+)* +([A-Za-z0-9_.:-]+)");
    private static final Pattern CHMOD =
            Pattern.compile("\\bchmod(?: +-R\\S*)* +([0-7]{3,4}|[ugoa]*[+=][rwxX]+)(?= |$)");

    private HiddenAdvice() {}

    /** @param hiding the layer that replaces or deletes files of the other one */
    static String of(WasteKind kind, ReportLayer layer, ReportLayer hiding) {
        return switch (kind) {
            case REPEATED -> repeated(layer, hiding);
            case REPLACED -> replaced(layer, hiding);
            default -> deleted(layer, hiding);
        };
    }

    private static boolean copies(ReportLayer layer) {
        return layer.verb().equals("COPY") || layer.verb().equals("ADD");
    }

    private static String repeated(ReportLayer layer, ReportLayer hiding) {
        String options = options(hiding.instruction());
        if (layer.base()) {
            return "They come with the base image; " + hiding.title()
                    + " stores them once more. Change only those that need it.";
        }
        if (copies(layer) && !options.isEmpty()) {
            return "Write " + layer.verb() + options + " in " + layer.title() + " and leave " + hiding.title()
                    + " without it.";
        }
        if (copies(layer) && copies(hiding)) {
            return "Both instructions copy them: leave them out of one, with .dockerignore or --exclude.";
        }
        return "Do what " + hiding.title() + " does to them where they are made, in " + layer.title() + ".";
    }

    /** Options of COPY that do what a RUN does with chown and chmod. */
    private static String options(String instruction) {
        StringBuilder options = new StringBuilder();
        Matcher chown = CHOWN.matcher(instruction);
        if (chown.find()) {
            options.append(" --chown=").append(chown.group(1));
        }
        Matcher chmod = CHMOD.matcher(instruction);
        if (chmod.find()) {
            options.append(" --chmod=").append(chmod.group(1));
        }
        return options.toString();
    }

    private static String replaced(ReportLayer layer, ReportLayer hiding) {
        if (layer.base()) {
            return "They come with the base image, and " + hiding.title()
                    + " brings others. A newer base image may have those already.";
        }
        if (copies(layer) && copies(hiding)) {
            return "Copy only the last content: leave them out of " + layer.title()
                    + ", with .dockerignore or --exclude.";
        }
        if (copies(layer)) {
            return "Change them before they are copied, in a stage of its own, and take the result with COPY --from"
                    + " instead of " + layer.title() + " and " + hiding.title() + ".";
        }
        return "Make them once: put " + layer.title() + " and " + hiding.title() + " into one RUN.";
    }

    private static String deleted(ReportLayer layer, ReportLayer hiding) {
        if (layer.base()) {
            return "They come with the base image. That " + hiding.title()
                    + " deletes them makes the image no smaller; only another base image would.";
        }
        if (copies(layer)) {
            return "Leave them out of " + layer.title() + ", with .dockerignore or --exclude; if a RUN needs them, let"
                    + " it have them by RUN --mount=type=bind.";
        }
        return "Delete them in the RUN that makes them, " + layer.title() + ", rather than in " + hiding.title()
                + ": a layer keeps what it has, whatever later ones delete.";
    }
}
