package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A descriptor of maven-assembly-plugin, version 2 of its format, as sets of {@code <files>}. */
final class DmpDescriptor {

    /** Elements that docker-maven-plugin takes no notice of, and those that are read. */
    private static final Set<String> DONE =
            Set.of("id", "formats", "includeBaseDirectory", "baseDirectory", "fileSets", "files", "dependencySets");

    /** Sets and other parts that {@code <files>} has nothing for. */
    private static final Map<String, String> TOLD = Map.of(
            "moduleSets",
            "takes artifacts of other modules: declare them as dependencies and write a set with <libraries>, or have"
                    + " maven-dependency-plugin's goal copy put them into a folder of target.",
            "repositories",
            "makes a Maven repository of dependencies: have maven-assembly-plugin write it to a folder of target, and"
                    + " write a set with <from> for it.",
            "componentDescriptors",
            "has sets in other files: write sets of <files> for those, too.",
            "containerDescriptorHandlers",
            "merges files of several archives: have maven-shade-plugin or maven-assembly-plugin do so in the phase"
                    + " package, and write a set with <from> for what they make.");

    /** Elements of sets and files that change content on the way, or what Drydock decides for itself. */
    private static final Map<String, String> IN_SETS = Map.of(
            "filtered",
            "have maven-resources-plugin filter the files into a folder of target, and take the set from there.",
            "lineEnding",
            "files go into the image as they are: let git or maven-resources-plugin end their lines.",
            "directoryMode",
            "folders have the mode 0755; RUN chmod in a Dockerfile, or <run>, changes it.",
            "useDefaultExcludes",
            "files such as .gitignore and *~ come along unless <excludes> names them.");

    private final Step step;
    private final String root;
    private final String owner;
    private final DmpLibraries libraries;

    DmpDescriptor(Step step, String root, String owner, DmpLibraries libraries) {
        this.step = step;
        this.root = root;
        this.owner = owner;
        this.libraries = libraries;
    }

    void convert(Dom descriptor) {
        for (Dom set : children(descriptor, "fileSets")) {
            step.files(
                    step.facts().shown(set.text("directory")),
                    into(set.text("outputDirectory")),
                    set.texts("includes"),
                    set.texts("excludes"),
                    owner,
                    set.text("fileMode"));
            rest(set, "fileSet", set.text("directory"));
        }
        for (Dom file : children(descriptor, "files")) {
            String folder = into(file.text("outputDirectory"));
            step.files(
                    step.facts().shown(file.text("source")),
                    (folder.endsWith("/") ? folder : folder + "/") + file.text("destName"),
                    List.of(),
                    List.of(),
                    owner,
                    file.text("fileMode"));
            rest(file, "file", file.text("source"));
        }
        for (Dom set : children(descriptor, "dependencySets")) {
            libraries.set(set, into(set.text("outputDirectory")));
            rest(set, "dependencySet", "");
        }
        for (Dom child : descriptor.children()) {
            if (!DONE.contains(child.name()) && !child.isEmpty()) {
                step.tell("<" + child.name() + "> "
                        + TOLD.getOrDefault(child.name(), "is nothing that this goal knows of descriptors."));
            }
        }
    }

    private void rest(Dom set, String name, String place) {
        for (Dom child : set.children()) {
            String said = IN_SETS.get(child.name());
            boolean usual = child.isEmpty()
                    || child.text().equals("keep")
                    || child.text().equals(child.name().equals("useDefaultExcludes") ? "true" : "false");
            if (said != null && !usual) {
                step.tell("<" + child.name() + ">" + child.text() + "</" + child.name() + "> of a <" + name + ">"
                        + (place.isEmpty() ? "" : " with " + step.facts().shown(place)) + ": " + said);
            }
        }
    }

    private static List<Dom> children(Dom descriptor, String name) {
        Dom list = descriptor.find(name);
        return list == null ? List.of() : list.children();
    }

    private String into(String directory) {
        String below =
                directory.replaceFirst("^\\./?", "").replaceFirst("^/+", "").replaceFirst("/+$", "");
        return below.isEmpty() ? root : join(root, below);
    }

    static String join(String folder, String name) {
        return (folder.endsWith("/") ? folder : folder + "/") + name;
    }
}
