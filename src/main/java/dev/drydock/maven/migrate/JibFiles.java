package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code <extraDirectories>} as {@code <files>}. Permissions, which Jib gives by patterns of paths in the image, become sets of
 * their own, which go over the whole: taken out of it, these files might leave nothing, and a set that takes no file is refused.
 */
final class JibFiles {

    private static final String USUAL = "src/main/jib";

    private JibFiles() {}

    /** Without the element, Jib takes its usual folder if that is there. */
    static void usual(Fragment fragment, Dom image) {
        if (fragment.facts().has(USUAL)) {
            Dom set = image.make("files").add(new Dom("set"));
            set.add("from", USUAL);
        }
    }

    static void convert(Step step) {
        Dom element = step.element();
        Map<String, String> permissions = permissions(element.find("permissions"));
        Dom paths = element.find("paths");
        List<Dom> folders = new ArrayList<>();
        if (paths == null || paths.isEmpty()) {
            folders.add(new Dom("path", USUAL));
        } else if (paths.children().isEmpty()) {
            paths.texts().forEach(each -> folders.add(new Dom("path", each)));
        } else {
            folders.addAll(paths.children());
        }
        boolean single = folders.size() == 1;
        if (!single && !permissions.isEmpty()) {
            permissions.forEach((glob, mode) -> step.tell("Write a set of <files> for " + glob + " with <mode>" + mode
                    + "</mode>, behind the set it is part of."));
        }
        for (Dom folder : folders) {
            add(step, folder, single ? permissions : Map.of());
        }
    }

    private static Map<String, String> permissions(@Nullable Dom element) {
        Map<String, String> permissions = new LinkedHashMap<>();
        if (element == null) {
            return permissions;
        }
        for (Dom each : element.children()) {
            permissions.put(each.text("file"), each.text("mode"));
        }
        if (element.children().isEmpty()) {
            for (String each : element.texts()) { // of the property: /a=755,/b=644
                int equals = each.lastIndexOf('=');
                permissions.put(equals < 0 ? each : each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return permissions;
    }

    private static void add(Step step, Dom folder, Map<String, String> permissions) {
        boolean plain = folder.children().isEmpty();
        String from = step.facts().shown(plain ? folder.text() : folder.text("from"));
        String into = plain || folder.text("into").isEmpty() ? "/" : folder.text("into");
        List<String> includes = plain ? List.of() : folder.texts("includes");
        List<String> excludes = plain ? List.of() : folder.texts("excludes");
        Map<String, String> inSets = new LinkedHashMap<>();
        permissions.forEach((glob, mode) -> {
            String below = into.endsWith("/") ? into : into + "/";
            boolean simple = glob.startsWith(below) && glob.matches("[^\\[\\]{}\\\\]*");
            if (simple && includes.isEmpty()) {
                inSets.put(glob.substring(below.length()), mode);
            } else {
                step.tell("Write a set of <files> for " + glob + " with <mode>" + mode + "</mode>.");
            }
        });
        if (!inSets.containsKey("**")) {
            step.files(from, into, includes, excludes, "", "");
        }
        inSets.forEach((glob, mode) -> step.files(from, into, List.of(glob), List.of(), "", mode));
    }
}
