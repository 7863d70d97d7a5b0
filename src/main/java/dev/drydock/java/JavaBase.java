package dev.drydock.java;

import dev.drydock.java.JavaProject.Layout;

/** The image an application starts from when nobody says otherwise. */
public final class JavaBase {

    private static final int[] LONG_TERM = {8, 11, 17, 21, 25};

    private JavaBase() {}

    /** The oldest release with long-term support that can run it: others lose their images soon after the next is out. */
    public static String of(int release, Layout layout) {
        int supported = release;
        for (int each : LONG_TERM) {
            if (each >= release) {
                supported = each;
                break;
            }
        }
        return layout == Layout.WAR
                ? "tomcat:10.1-jre" + supported + "-temurin"
                : "eclipse-temurin:" + supported + "-jre";
    }

    /** Where a servlet container of that image looks for the application of the root path. */
    public static String webRoot(String image) {
        return image.contains("jetty") ? "/var/lib/jetty/webapps/ROOT" : WarLayout.TOMCAT;
    }
}
