package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;

/** Elements of Jib that say the same in other words. */
final class JibWays {

    private JibWays() {}

    static void base(Step step) {
        String base = step.element().text();
        if (base.startsWith("docker://")) {
            step.tell(
                    "There is no Docker to take the base image from: push it to a registry, or write its image layout as"
                            + " oci-layout://FOLDER.");
        } else if (base.startsWith("tar://")) {
            step.tell("Unpack the archive, if it is an OCI archive, and write <from>oci-layout://FOLDER</from>.");
        } else {
            step.to().set(step.row().to(), base.replaceFirst("^registry://", ""));
        }
    }

    /** An element each, or commas in a property: {@code linux/amd64,linux/arm64}. */
    static void platforms(Step step) {
        Dom list = step.to().make(step.row().to());
        if (step.element().children().isEmpty()) {
            step.element().texts().forEach(platform -> list.add("platform", platform));
        }
        for (Dom platform : step.element().children()) {
            String system = platform.text("os").isEmpty() ? "linux" : platform.text("os");
            String processor = platform.text("architecture").isEmpty() ? "amd64" : platform.text("architecture");
            list.add("platform", system + "/" + processor);
        }
    }

    static void time(Step step) {
        String time = step.element().text();
        if (time.equals("USE_CURRENT_TIMESTAMP")) {
            step.to().set(step.row().to(), "now");
        } else if (time.equals("EPOCH")) {
            step.to().set(step.row().to(), "0");
        } else {
            step.to().set(step.row().to(), time);
        }
    }

    static void fileTime(Step step) {
        String time = step.element().text();
        if (!time.equals("EPOCH_PLUS_SECOND") && !time.equals(step.from().text("container/creationTime"))) {
            step.tell("Files have the time of the image: <timestamp>" + time + "</timestamp> gives it to both.");
        }
    }
}
