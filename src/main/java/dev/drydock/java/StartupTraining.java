package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Starting an application once while its image is built, so that it starts faster from then on: the JVM writes the classes it
 * has loaded into a file that later starts map into memory. Up to Java 24 that is an AppCDS archive (JEP 350), from 25 on an AOT
 * cache (JEP 483, 514). The JVM does not use a file that fits neither it nor the class path; that never happens here, because
 * the run is a step of the image and done again when anything below it changes.
 *
 * @param train the command of the run
 * @param start the command of the image
 */
public record StartupTraining(List<String> train, List<String> start) {

    private static final int AOT_CACHE_SINCE = 25;

    /** How long a program runs that does not end by itself, and then gets the signal to end. */
    private static final int SECONDS = 15;

    /**
     * @param release of Java that runs it, or an older one
     * @param shell whether the image has one, and {@code timeout}
     */
    public static StartupTraining of(JavaApplication application, JavaProject project, int release, boolean shell) {
        List<String> command = application.command();
        if (project.layout() != JavaProject.Layout.PACKAGED || command == null) {
            throw BuildFailure.ofBuild(
                    "<startup>aot</startup> is for applications in jars that have a main class",
                    "Use <layout>packaged</layout>, which is the default with it, and no <entrypoint>.");
        }
        if (release < 13) {
            throw BuildFailure.ofBuild(
                    "<startup>aot</startup> needs Java 13 or newer, and the application is compiled for " + release,
                    "Set maven.compiler.release, or remove <startup>.");
        }
        boolean cache = release >= AOT_CACHE_SINCE;
        String file = application.root() + (cache ? "/app.aot" : "/app.jsa");
        String write = (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
        String read = (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
        boolean boot = project.libraries().stream()
                .anyMatch(
                        library -> String.valueOf(library.file().getFileName()).startsWith("spring-boot-"));
        String quiet = cache ? "-Xlog:aot=error" : "-Xlog:cds=error"; // else a line for each class that is left out
        List<String> train =
                boot ? with(command, write, quiet, "-Dspring.context.exit=onRefresh") : with(command, write, quiet);
        return new StartupTraining(boot || !shell ? train : bounded(train, file), with(command, read));
    }

    private static List<String> with(List<String> command, String... flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, List.of(flags));
        return List.copyOf(all);
    }

    /** A JVM that is asked to end writes its archive first. */
    private static List<String> bounded(List<String> train, String file) {
        List<String> argv = new ArrayList<>(
                List.of("/bin/sh", "-c", "timeout -s TERM " + SECONDS + " \"$@\"; test -s " + file, "sh"));
        argv.addAll(train);
        return List.copyOf(argv);
    }
}
