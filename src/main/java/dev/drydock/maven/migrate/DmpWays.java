package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import java.util.List;
import java.util.Locale;

/** Elements of docker-maven-plugin that say the same in other words. */
final class DmpWays {

    private DmpWays() {}

    static void pull(Step step) {
        switch (step.element().text().toLowerCase(Locale.ROOT)) {
            case "always" -> step.to().set(step.row().to(), "always");
            case "never" -> step.to().set(step.row().to(), "never");
            default -> {} // what is done anyway
        }
    }

    static void secrets(Step step, String place) {
        Dom secrets = step.to().make(step.row().to());
        for (Dom each : step.element().children()) {
            secrets.add(each.name(), place + (each.text().isEmpty() ? each.name() : each.text()));
        }
    }

    static void milliseconds(Step step) {
        String text = step.element().text();
        if (text.matches("\\d{1,12}")) {
            long seconds = (Long.parseLong(text) + 999) / 1000;
            step.to().set(step.row().to(), Math.max(1, seconds) + "s");
        } else {
            step.tell("Write a number and a unit, such as 60s: <" + step.row().to() + ">.");
        }
    }

    /** Text is for a shell; {@code <exec>} has an element a word, {@code <shell>} is text again. */
    static List<String> arguments(Dom element) {
        Dom exec = element.find("exec");
        if (exec != null) {
            return exec.texts();
        }
        Dom shell = element.find("shell");
        String line = shell == null ? element.text() : shell.text();
        return line.isEmpty() ? element.texts() : List.of("/bin/sh", "-c", line);
    }

    static String line(Dom element) {
        Dom exec = element.find("exec");
        if (exec != null) {
            return String.join(" ", exec.texts());
        }
        Dom shell = element.find("shell");
        return shell == null ? element.text() : shell.text();
    }

    /** Ports that were chosen for the property of a mapping are those of the container now. */
    static void url(Step step) {
        String url = step.element().text();
        for (String mapping : step.from().texts("run/ports")) {
            int colon = mapping.lastIndexOf(':');
            String name = colon < 0 ? "" : mapping.substring(mapping.lastIndexOf(':', colon - 1) + 1, colon);
            if (!name.isEmpty()) {
                String port = mapping.substring(colon + 1).replaceFirst("/.*", "");
                url = url.replace("${" + name + "}", port).replace("${docker.host.address}", "localhost");
                if (name.matches("\\d+")) {
                    url = url.replace(":" + name + "/", ":" + port + "/").replaceFirst(":" + name + "$", ":" + port);
                }
            }
        }
        step.to().set(step.row().to(), url);
    }

    static void healthCheck(Step step) {
        Dom check = step.element();
        if (check.text("mode").equalsIgnoreCase("none")) {
            step.to().set(step.row().to(), "none");
            return;
        }
        Dom cmd = check.find("cmd");
        if (cmd == null) {
            return;
        }
        Dom ours = step.to().make(step.row().to());
        ours.add("cmd", line(cmd));
        for (String part : List.of("interval", "timeout", "startPeriod", "retries")) {
            if (!check.text(part).isEmpty()) {
                ours.add(part, check.text(part));
            }
        }
    }
}
