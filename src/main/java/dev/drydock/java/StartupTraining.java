package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Starting an application once while its image is built, so that it starts faster from then on: the JVM writes the classes it
 * has loaded into a file that later starts map into memory. Up to Java 24 that is an AppCDS archive (JEP 350), from 25 on an AOT
 * cache (JEP 483, 514). The JVM may not notice that a file does not fit the class path; here it always does, because the run is
 * a step of the image and done again when anything below it changes.
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
    private static final Duration USUAL = Duration.ofSeconds(15);

    /** For one that is told to end when it has started; machines that build may be slow. */
    private static final Duration STARTING = Duration.ofMinutes(5);

    /** Where the JVM logs which class uses which, see {@link TrainingRun}. */
    private static final String USES = "/tmp/drydock-uses-%p.log";

    private static final Pattern BOOT = Pattern.compile("spring-boot-(\\d+)\\.(\\d+)\\..*\\.jar");

    /** Spring Boot's releases as numbers, such as 305 for 3.5; the first that logs what {@link TrainingRun} looks for. */
    private static final int TELLS_THAT_IT_IS_UP = 200;

    /** The first that ends when it is up if it is told to. */
    private static final int ENDS_WHEN_UP = 303;

    /**
     * @param release of Java that runs it, or an older one
     * @param arguments of the application
     * @param limit to how long it runs before it is asked to end; null for the usual
     */
    public static StartupTraining of(
            JavaApplication application,
            JavaProject project,
            int release,
            List<String> arguments,
            @Nullable Duration limit) {
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
        List<String> flags = new ArrayList<>();
        flags.add((cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file);
        flags.add(cache ? "-Xlog:aot=error" : "-Xlog:cds=error"); // else a line for each class that is left out
        int boot = springBoot(project.libraries());
        if (boot >= TELLS_THAT_IT_IS_UP) {
            flags.add("-Xlog:class+resolve=debug:file=" + USES + ":none:filecount=0");
        }
        if (boot >= ENDS_WHEN_UP) {
            flags.add("-Dspring.context.exit=onRefresh");
        }
        Duration usual = boot >= ENDS_WHEN_UP ? STARTING : USUAL;
        List<String> train = new ArrayList<>(List.of("java", "-Xmx16m", "-XX:+UseSerialGC", "-cp", TOOLS));
        train.addAll(List.of(
                TrainingRun.class.getName(),
                file,
                String.valueOf((limit == null ? usual : limit).toSeconds()),
                boot >= TELLS_THAT_IT_IS_UP ? USES : ""));
        train.addAll(with(command, flags));
        train.addAll(arguments);
        String read = (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
        return new StartupTraining(List.copyOf(train), with(command, List.of(read)));
    }

    /** Files the run needs besides the application. */
    public static List<Mapping> tools() throws IOException {
        String name = TrainingRun.class.getName().replace('.', '/') + ".class";
        try (InputStream in = TrainingRun.class.getClassLoader().getResourceAsStream(name)) {
            return List.of(
                    new Mapping.Bytes(name, Objects.requireNonNull(in, name).readAllBytes(), 0644));
        }
    }

    /** As a number; 0 if it is none of the libraries. */
    private static int springBoot(List<Library> libraries) {
        for (Library library : libraries) {
            Matcher boot = BOOT.matcher(String.valueOf(library.file().getFileName()));
            if (boot.matches()) {
                return Integer.parseInt(boot.group(1)) * 100 + Integer.parseInt(boot.group(2));
            }
        }
        return 0;
    }

    private static List<String> with(List<String> command, List<String> flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, flags);
        return List.copyOf(all);
    }
}
