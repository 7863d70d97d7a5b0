package dev.drydock.java;

import java.util.Optional;

/** The image an application starts from when nobody says otherwise. */
public final class JavaBase {

    private static final int[] LONG_TERM = {8, 11, 17, 21, 25};

    /** Tomcat of the Servlet API of Jakarta needs it. */
    private static final int LEAST_FOR_JAKARTA = 11;

    private JavaBase() {}

    /** A Java runtime that can run the release. */
    public static String runtime(int release) {
        return "eclipse-temurin:" + supported(release) + "-jre";
    }

    /** @param javax whether it is written for {@code javax.servlet}, which Tomcat 10 no longer has */
    public static String servletContainer(int release, boolean javax) {
        return javax
                ? "tomcat:9.0-jre" + supported(release) + "-temurin"
                : "tomcat:10.1-jre" + supported(Math.max(release, LEAST_FOR_JAKARTA)) + "-temurin";
    }

    /** The oldest release with long-term support that can run it: others lose their images soon after the next is out. */
    private static int supported(int release) {
        for (int each : LONG_TERM) {
            if (each >= release) {
                return each;
            }
        }
        return release;
    }

    /**
     * Where the servlet container of an image looks for the application of the root path; empty if its name does not tell.
     */
    public static Optional<String> webRoot(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        if (name.contains("tomcat")) {
            return Optional.of("/usr/local/tomcat/webapps/ROOT");
        }
        if (name.contains("tomee")) {
            return Optional.of("/usr/local/tomee/webapps/ROOT");
        }
        return name.contains("jetty") ? Optional.of("/var/lib/jetty/webapps/ROOT") : Optional.empty();
    }
}
