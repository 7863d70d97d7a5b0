package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import java.util.List;

/**
 * The file that a JVM writes about the classes it has loaded, and that later starts map into memory. Up to Java 24 that is an
 * AppCDS archive (JEP 350), from 25 on an AOT cache (JEP 483, 514).
 *
 * @param path of the file in the image
 */
record StartupCache(boolean aot, String path) {

    private static final int AOT_SINCE = 25;
    private static final int OLDEST = 17;

    /**
     * @param release of the Java that runs the application, or an older one
     * @param root of the application in the image
     */
    static StartupCache of(int release, String root) {
        if (release < OLDEST) {
            throw BuildFailure.ofBuild(
                    "<startup>aot</startup> needs Java " + OLDEST + " or newer, and the application is compiled for "
                            + release,
                    "Set maven.compiler.release, or remove <startup>.");
        }
        boolean aot = release >= AOT_SINCE;
        return new StartupCache(aot, root + (aot ? "/app.aot" : "/app.jsa"));
    }

    /** The name of the file. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Options of a JVM that writes such a file when it ends, and does not tell of each class that it leaves out. */
    List<String> writing(String file) {
        return List.of(
                (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file,
                aot ? "-Xlog:aot=error" : "-Xlog:cds=error");
    }

    /** The option of a JVM that reads it. */
    String reading() {
        return (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + path;
    }
}
