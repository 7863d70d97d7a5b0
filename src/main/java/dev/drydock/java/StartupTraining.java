package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Where {@link #tools} are during the run; not kept. */
    public static final String TOOLS = "/tmp/drydock";

    private static final int AOT_CACHE_SINCE = 25;
    private static final int OLDEST = 17;

    /** How long an application runs that does not end by itself, and then is asked to. */
    private static final int SECONDS = 15;

    /** For one that is told to end when it has started. */
    private static final int STARTING_SECONDS = 120;

    private static final Pattern BOOT = Pattern.compile("spring-boot-(\\d+)\\.(\\d+)\\..*\\.jar");

    /** @param release of Java that runs it, or an older one */
    public static StartupTraining of(JavaApplication application, JavaProject project, int release) {
        List<String> command = application.command();
        if (project.layout() != JavaProject.Layout.PACKAGED || command == null) {
            throw BuildFailure.ofBuild(
                    "<startup>aot</startup> is for applications in jars that have a main class",
                    "Use <layout>packaged</layout>, which is the default with it, and no <entrypoint>.");
        }
        if (release < OLDEST) {
            throw BuildFailure.ofBuild(
                    "<startup>aot</startup> needs Java " + OLDEST + " or newer, and the application is compiled for "
                            + release,
                    "Set maven.compiler.release, or remove <startup>.");
        }
        boolean cache = release >= AOT_CACHE_SINCE;
        String file = application.root() + (cache ? "/app.aot" : "/app.jsa");
        String write = (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
        String read = (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
        boolean ends = project.libraries().stream().anyMatch(StartupTraining::endsWhenStarted);
        List<String> train = new ArrayList<>(List.of("java", "-Xmx16m", "-XX:+UseSerialGC", "-cp", TOOLS));
        train.addAll(List.of(TrainingRun.class.getName(), file, String.valueOf(ends ? STARTING_SECONDS : SECONDS)));
        String quiet = cache ? "-Xlog:aot=error" : "-Xlog:cds=error"; // else a line for each class that is left out
        train.addAll(
                ends ? with(command, write, quiet, "-Dspring.context.exit=onRefresh") : with(command, write, quiet));
        return new StartupTraining(List.copyOf(train), with(command, read));
    }

    /** What the run needs besides the application. */
    public static List<Mapping> tools() throws IOException {
        String name = TrainingRun.class.getName().replace('.', '/') + ".class";
        try (InputStream in = TrainingRun.class.getClassLoader().getResourceAsStream(name)) {
            return List.of(
                    new Mapping.Bytes(name, Objects.requireNonNull(in, name).readAllBytes(), 0644));
        }
    }

    /** Spring Boot does so since 3.3 if it is asked to. */
    private static boolean endsWhenStarted(Library library) {
        Matcher boot = BOOT.matcher(String.valueOf(library.file().getFileName()));
        return boot.matches() && Integer.parseInt(boot.group(1)) * 100 + Integer.parseInt(boot.group(2)) >= 303;
    }

    private static List<String> with(List<String> command, String... flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, List.of(flags));
        return List.copyOf(all);
    }
}
