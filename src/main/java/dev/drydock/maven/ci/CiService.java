package dev.drydock.maven.ci;

/** A CI service that gives some lines of a log a meaning. Each line that it reads ends with a line feed. */
public enum CiService {

    /** Workflow commands of GitHub Actions; Gitea and Forgejo read the same. */
    GITHUB {
        @Override
        String begin(String title, long seconds) {
            return "::group::" + WorkflowCommand.data(title) + "\n";
        }

        @Override
        String end(String title, long seconds) {
            return "::endgroup::\n";
        }
    },

    /** Sections of GitLab CI, which hides the words that mark them behind a carriage return and an erased line. */
    GITLAB {
        @Override
        String begin(String title, long seconds) {
            return HIDE + "section_start:" + seconds + ":" + sectionName(title) + "[collapsed=true]\r" + HIDE + title
                    + "\n";
        }

        @Override
        String end(String title, long seconds) {
            return HIDE + "section_end:" + seconds + ":" + sectionName(title) + "\r" + HIDE + "\n";
        }
    };

    private static final String HIDE = "\u001b[0K";

    /**
     * The beginning of a group of lines.
     *
     * @param title a line without control characters
     * @param seconds the time, since 1970
     */
    abstract String begin(String title, long seconds);

    /** Its end, with the same title. */
    abstract String end(String title, long seconds);

    /** A name of a section has letters, digits, underscores, dots and hyphens. */
    private static String sectionName(String title) {
        return "drydock_" + title.replaceAll("[^A-Za-z0-9.-]+", "_");
    }
}
