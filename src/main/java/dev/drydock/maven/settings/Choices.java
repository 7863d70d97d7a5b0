package dev.drydock.maven.settings;

import dev.drydock.startup.StartUp;

/** Values that settings are chosen from, if only goals know them; written in lower case. */
@StartUp
public final class Choices {

    private Choices() {}

    /** The findings of the build checks that make a goal fail. */
    public enum FailOn {
        /** A Dockerfile with {@code # check=error=true} fails on warnings in any case. */
        NEVER,
        WARNING
    }

    public enum FailOrWarn {
        FAIL,
        WARN
    }

    /** Where the image has its Java from. */
    public enum JavaRuntime {
        BASE,
        JLINK
    }

    /** Whether the application is started once while the image is built. */
    public enum Startup {
        JIT,
        AOT
    }

    /** The ways to learn the classes of a fast start. */
    public enum Training {
        /** A short run while the image is built. */
        BUILD,
        /** The integration tests. */
        TESTS
    }

    /** How an application lies in the image. */
    public enum AppLayout {
        EXPLODED,
        PACKAGED,
        LAYERS,
        NONE
    }

    /** How what is under way is shown. */
    public enum Progress {
        AUTO,
        PLAIN,
        TTY
    }

    /** Forms of a report about an image. */
    public enum ReportFormat {
        HTML,
        JSON,
        TEXT
    }
}
