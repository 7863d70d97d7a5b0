package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import dev.drydock.maven.module.LibraryPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code <dependencySet>} as a set of {@code <files>} with {@code <libraries>}, and the archive of the module as a file. */
final class DmpLibraries {

    private static final String ALL = "*:*";

    /** Names of files without and with versions, as {@code <outputFileNameMapping>} writes them. */
    private static final Set<String> WITHOUT_VERSION = Set.of(
            "${artifact.artifactId}.${artifact.extension}",
            "${artifact.artifactId}${dashClassifier?}.${artifact.extension}");

    private static final Set<String> WITH_VERSION = Set.of(
            "",
            "${artifact.artifactId}-${artifact.version}.${artifact.extension}",
            "${artifact.artifactId}-${artifact.baseVersion}.${artifact.extension}",
            "${artifact.artifactId}-${artifact.version}${dashClassifier?}.${artifact.extension}",
            "${artifact.artifactId}-${artifact.baseVersion}${dashClassifier?}.${artifact.extension}");

    private final Step step;
    private final String owner;

    DmpLibraries(Step step, String owner) {
        this.step = step;
        this.owner = owner;
    }

    /** @param path in the image */
    void archive(String path, String mode) {
        step.files(ownArchive(), path, List.of(), List.of(), owner, mode);
        tellOfLayers();
    }

    void all(String into, String mode) {
        mode(libraries(List.of(ALL), List.of(), into), mode);
    }

    void set(Dom set, String into) {
        Facts facts = step.facts();
        List<String> includes = patterns(set.texts("includes"));
        List<String> excludes = patterns(set.texts("excludes"));
        if (!set.text("useProjectArtifact").equals("false")
                && !facts.packaging().equals("pom")
                && chosen(facts.groupId() + ":" + facts.artifactId(), includes, excludes)) {
            own(set, into);
        }
        if (set.text("useProjectAttachments").equals("true")) {
            step.tell("<useProjectAttachments> takes further artifacts of the module: write a set with <from> for each"
                    + " file of target that is meant.");
        }
        if (set.text("useTransitiveFiltering").equals("true")) {
            step.tell("<useTransitiveFiltering> also chooses what chosen libraries need: name these in <libraries> or"
                    + " <excludeLibraries>, too.");
        }
        String scope = set.text("scope");
        if (!scope.isEmpty() && !scope.equals("runtime")) {
            step.tell("<scope>" + scope + "</scope> of a <dependencySet>: <libraries> has those of the scopes compile,"
                    + " runtime and system, which are needed at run time. For others, have maven-dependency-plugin's goal"
                    + " copy-dependencies put them into a folder of target, and write a set with <from> for it.");
        }
        if (scope.isEmpty() || scope.equals("runtime") || scope.equals("compile") || scope.equals("test")) {
            foreign(set, includes, excludes, into);
        }
    }

    private void foreign(Dom set, List<String> includes, List<String> excludes, String into) {
        String own = step.facts().groupId() + ":" + step.facts().artifactId();
        List<String> wanted = new ArrayList<>(includes.isEmpty() ? List.of(ALL) : includes);
        wanted.remove(own);
        List<String> unwanted = new ArrayList<>(excludes);
        unwanted.remove(own);
        if (set.text("useTransitiveDependencies").equals("false")) {
            List<String> direct = new ArrayList<>();
            for (String each : step.facts().direct()) {
                if (chosen(each, includes, excludes) && !direct.contains(each)) {
                    direct.add(each);
                }
            }
            wanted = direct;
            unwanted = List.of();
        }
        if (wanted.isEmpty()) {
            return;
        }
        Dom ours = libraries(wanted, unwanted, into);
        String mapping = set.text("outputFileNameMapping");
        if (set.text("unpack").equals("true")) {
            unpacked(ours, set);
        } else if (WITHOUT_VERSION.contains(mapping)) {
            ours.add("stripVersion", "true");
        } else if (!WITH_VERSION.contains(mapping)) {
            step.tell("<outputFileNameMapping>" + mapping + "</outputFileNameMapping>: libraries are called"
                    + " artifactId-version.jar, or artifactId.jar with <stripVersion>. For one of another name, have"
                    + " maven-dependency-plugin's goal copy put it into a folder of target under <destFileName>, and"
                    + " write a set with <from> for it.");
        }
        mode(ours, set.text("fileMode"));
    }

    private void own(Dom set, String into) {
        if (set.text("unpack").equals("true")) {
            Dom ours = step.to().make("files").add(new Dom("set"));
            ours.add("from", ownArchive());
            into(ours, into);
            unpacked(ours, set);
            mode(ours, set.text("fileMode"));
            return;
        }
        Facts facts = step.facts();
        String mapping = set.text("outputFileNameMapping");
        String name = (mapping.isEmpty() ? "${artifact.artifactId}-${artifact.version}.${artifact.extension}" : mapping)
                .replace("${artifact.groupId}", facts.groupId())
                .replace("${artifact.artifactId}", facts.artifactId())
                .replace("${artifact.version}", facts.version())
                .replace("${artifact.baseVersion}", facts.version())
                .replace("${artifact.extension}", facts.packaging())
                .replace("${dashClassifier?}", "");
        archive(DmpDescriptor.join(into, facts.replaced(name)), set.text("fileMode"));
    }

    private void unpacked(Dom ours, Dom set) {
        ours.add("unpack", "true");
        Step.list(ours, "includes", "include", set.texts("unpackOptions/includes"));
        Step.list(ours, "excludes", "exclude", set.texts("unpackOptions/excludes"));
        if (set.text("unpackOptions/filtered").equals("true")) {
            step.tell("<filtered> of <unpackOptions>: files go into the image as they are in the archive.");
        }
    }

    private static void mode(Dom ours, String mode) {
        if (!mode.isEmpty()) {
            ours.add("mode", mode);
        }
    }

    private Dom libraries(List<String> patterns, List<String> excludes, String into) {
        Dom ours = step.to().make("files").add(new Dom("set"));
        Step.list(ours, "libraries", "library", patterns);
        Step.list(ours, "excludeLibraries", "library", excludes);
        into(ours, into);
        tellOfLayers();
        return ours;
    }

    private void into(Dom ours, String into) {
        if (!into.equals("/")) {
            ours.add("into", into);
        }
        if (!owner.isEmpty()) {
            ours.add("owner", owner);
        }
    }

    private String ownArchive() {
        Facts facts = step.facts();
        return facts.shown(facts.target().resolve(facts.finalName() + "." + facts.packaging()));
    }

    private void tellOfLayers() {
        step.tell(
                "The archive and the libraries go where they were. Without <layout>none</layout>, their sets of <files>"
                        + " and <entrypoint>, Drydock puts the application into layers and starts it.");
    }

    /** Patterns of maven-assembly-plugin, {@code group}, {@code group:artifact[:type[:classifier[:version]]]}, as ours. */
    private List<String> patterns(List<String> written) {
        List<String> patterns = new ArrayList<>();
        for (String text : written) {
            String[] parts = text.split(":", -1);
            String type = parts.length > 2 ? parts[2] : "*";
            String classifier = parts.length > 3 ? parts[3] : "*";
            String version = parts.length > 4 ? parts[4] : "*";
            if (!type.equals("jar") && !type.equals("*") || !version.equals("*")) {
                step.tell(
                        "The pattern " + text + " of a <dependencySet> names a type or version: patterns of <libraries>"
                                + " are group:artifact or group:artifact:classifier, and name what is on the class path.");
            }
            String name = parts.length > 1 ? parts[1] : "*";
            patterns.add(parts[0] + ":" + name + (classifier.equals("*") ? "" : ":" + classifier));
        }
        return patterns;
    }

    private static boolean chosen(String library, List<String> includes, List<String> excludes) {
        return (includes.isEmpty() || matches(library, includes)) && !matches(library, excludes);
    }

    /** @param library {@code group:artifact} */
    private static boolean matches(String library, List<String> patterns) {
        int colon = library.indexOf(':');
        for (String pattern : patterns) {
            String[] parts = pattern.split(":", -1);
            if (LibraryPattern.of(parts[0], parts[1], "")
                    .matches(library.substring(0, colon), library.substring(colon + 1))) {
                return true;
            }
        }
        return false;
    }
}
