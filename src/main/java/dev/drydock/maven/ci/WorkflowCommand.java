package dev.drydock.maven.ci;

import dev.drydock.maven.log.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The workflow command of GitHub Actions that shows an error in the summary of a run and, if it knows one, at a line of a file. */
final class WorkflowCommand {

    /** Failures begin with the name of a file and mostly a line. */
    private static final Pattern PLACE = Pattern.compile("([^\\s:]+)(?::(\\d+))?: ");

    private WorkflowCommand() {}

    /**
     * @param title short
     * @param message one that may begin with the name of a file and a line, as in {@code Dockerfile:5: }
     * @param files the files whose names may stand there
     * @param workspace names of files are given relative to it
     */
    static String error(String title, String message, List<Path> files, Path workspace) {
        StringBuilder command = new StringBuilder("::error ");
        Matcher place = PLACE.matcher(message);
        if (place.lookingAt()) {
            Optional<Path> file =
                    files.stream().filter(each -> each.endsWith(place.group(1))).findFirst();
            if (file.isPresent()) {
                command.append("file=").append(property(relative(file.get(), workspace)));
                command.append(place.group(2) == null ? "," : ",line=" + place.group(2) + ",");
            }
        }
        return command.append("title=").append(property(title)) + "::" + data(Printable.text(message)) + "\n";
    }

    private static String relative(Path file, Path workspace) {
        Path absolute = file.toAbsolutePath().normalize();
        Path below = absolute.startsWith(workspace) ? workspace.relativize(absolute) : absolute;
        return below.toString().replace('\\', '/');
    }

    /** Text behind the two colons, escaped as the runner's own toolkit does. */
    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The value of a property, escaped the same way. */
    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
