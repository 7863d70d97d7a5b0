package dev.drydock.java;

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
 * Starting an application once while its image is built, so that it starts faster from then on: see {@link StartupCache}. The JVM
 * may not notice that a file does not fit the class path; here it always does, because the run is a step of the image and done
 * again when anything below it changes.
 *
 * @param train the command of the run
 * @param start the command of the image
 */
public record StartupTraining(List<String> train, List<String> start) {

    /** Where {@link #tools} are during the run; not kept. */
    public static final String TOOLS = "/tmp/drydock";

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
        List<String> command = Objects.requireNonNull(application.command());
        StartupCache cache = StartupCache.of(release, application.root());
        String file = cache.path();
        List<String> flags = new ArrayList<>(cache.writing(file));
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
        train.addAll(StartupRecording.with(command, flags));
        train.addAll(arguments);
        return new StartupTraining(List.copyOf(train), StartupRecording.with(command, List.of(cache.reading())));
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
}
