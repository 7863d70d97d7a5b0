package dev.drydock.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The jobs in the files that the pages have for CI services, Skaffold and Tilt, as far as a service would run them by a shell. */
final class CiFiles {

    /**
     * The commands that one shell is told.
     *
     * @param service whose file it is
     * @param environment that the file sets
     */
    record Job(String service, String script, Map<String, String> environment) {}

    private static final Pattern SH = Pattern.compile("\\bsh '([^']*)'");
    private static final Pattern POD = Pattern.compile("yaml '''(.*?)'''", Pattern.DOTALL);
    private static final Pattern CUSTOM_BUILD = Pattern.compile("custom_build\\(\\s*'[^']*',\\s*'([^']*)'");

    private CiFiles() {}

    static List<Job> all() {
        List<Job> jobs = new ArrayList<>();
        for (String name : List.of("ci", "kubernetes")) {
            for (Page.Block block :
                    Page.read(Path.of("src/site/markdown", name + ".md")).blocks()) {
                String text = block.text();
                if (text.contains("runs-on:")) {
                    github(text, jobs);
                } else if (text.contains("CI_REGISTRY")) {
                    gitlab(text, jobs);
                } else if (text.startsWith("pipeline {")) {
                    jenkins(text, jobs);
                } else if (text.contains("kind: Task\n")) {
                    tekton(text, jobs);
                } else if (text.contains("buildCommand:")) {
                    Object artifact = at(yaml(text), "build", "artifacts", 0);
                    jobs.add(new Job("skaffold", string(at(artifact, "custom", "buildCommand")), Map.of()));
                } else {
                    Matcher build = CUSTOM_BUILD.matcher(text);
                    while (build.find()) {
                        jobs.add(new Job("tilt", build.group(1), Map.of()));
                    }
                }
            }
        }
        return jobs;
    }

    private static void github(String text, List<Job> jobs) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Object step : (List<?>) at(yaml(text), "jobs", "image", "steps")) {
            if (string(at(step, "uses")).startsWith("actions/setup-java@")) {
                // This action writes a server of the user's settings out of these.
                for (String name : List.of("server-id", "server-username", "server-password")) {
                    settings.put(name, string(at(step, "with", name)));
                }
            }
            if (at(step, "run") != null) {
                Map<String, String> environment = new TreeMap<>(settings);
                environment.putAll(strings(at(step, "env")));
                jobs.add(new Job("github", string(at(step, "run")), environment));
            }
        }
    }

    private static void gitlab(String text, List<Job> jobs) {
        Object file = yaml(text);
        for (String name : List.of("test", "image")) {
            List<String> lines = new ArrayList<>();
            ((List<?>) at(file, name, "script")).forEach(line -> lines.add(string(line)));
            jobs.add(new Job("gitlab", String.join("\n", lines), strings(at(file, "variables"))));
        }
    }

    private static void jenkins(String text, List<Job> jobs) {
        Matcher pod = POD.matcher(text);
        if (!pod.find()) {
            throw new IllegalStateException("no pod in:\n" + text);
        }
        Map<String, String> environment = new TreeMap<>();
        for (Object each : (List<?>) at(yaml(pod.group(1)), "spec", "containers", 0, "env")) {
            environment.put(string(at(each, "name")), string(at(each, "value")));
        }
        Matcher sh = SH.matcher(text);
        while (sh.find()) {
            jobs.add(new Job("jenkins", sh.group(1), environment));
        }
    }

    private static void tekton(String text, List<Job> jobs) {
        Object task = yaml(text);
        Object step = at(task, "spec", "steps", 0);
        Map<String, String> environment = new TreeMap<>();
        for (Object each : (List<?>) at(step, "env")) {
            environment.put(string(at(each, "name")), string(at(each, "value")));
        }
        jobs.add(new Job("tekton", string(at(step, "script")), environment));
    }

    /** The first document. */
    private static Object yaml(String text) {
        return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                .findFirst()
                .orElseThrow();
    }

    /** @param path names in maps and places in lists */
    private static Object at(Object from, Object... path) {
        Object at = from;
        for (Object part : path) {
            at = at == null
                    ? null
                    : part instanceof Integer place ? ((List<?>) at).get(place) : ((Map<?, ?>) at).get(part);
        }
        return at;
    }

    private static String string(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Map<String, String> strings(Object map) {
        Map<String, String> strings = new TreeMap<>();
        if (map != null) {
            ((Map<?, ?>) map).forEach((name, value) -> strings.put(string(name), string(value)));
        }
        return strings;
    }
}
