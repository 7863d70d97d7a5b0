package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import java.util.List;

/** {@code <assembly>} as {@code <files>}: the archive of the module, and files named in line. */
final class DmpAssembly {

    private static final String USUAL = "/maven";

    private final Step step;
    private final String root;
    private final String owner;

    private DmpAssembly(Step step, Dom assembly) {
        this.step = step;
        String name = assembly.text("name");
        String target = assembly.text("targetDir");
        this.root = !target.isEmpty() ? target : name.isEmpty() ? USUAL : "/" + name;
        this.owner = assembly.text("user").replaceFirst("^([^:]*:[^:]*):.*$", "$1"); // behind it: who runs, who copies
    }

    static void convert(Step step, Dom element) {
        var assembly = new DmpAssembly(step, element);
        String reference = element.text("descriptorRef");
        switch (reference) {
            case "" -> {}
            case "artifact" -> assembly.archive(archiveName(step.facts()));
            case "rootWar" -> assembly.archive("ROOT.war");
            default ->
                step.tell("<descriptorRef>" + reference + "</descriptorRef> packs what others have made; without"
                        + " <layout>none</layout> Drydock puts the application and its libraries into the image.");
        }
        if (!element.text("descriptor").isEmpty()) {
            step.tell("Write a set of <files> for each <fileSet> in " + element.text("descriptor") + ".");
        }
        Dom inline = element.find("inline");
        if (inline != null) {
            assembly.inline(inline);
        }
    }

    private static String archiveName(Facts facts) {
        return facts.artifactId() + "-" + facts.version() + "." + facts.packaging();
    }

    private void archive(String name) {
        Facts facts = step.facts();
        String archive = facts.shown(facts.target().resolve(facts.finalName() + "." + facts.packaging()));
        step.files(archive, root + "/" + name, List.of(), List.of(), owner, "");
        step.tell(
                "The archive goes where it was. Without <layout>none</layout>, its set of <files> and <entrypoint>, Drydock"
                        + " puts the application into layers and starts it.");
    }

    private void inline(Dom inline) {
        for (Dom set : children(inline, "fileSets")) {
            step.files(
                    step.facts().shown(set.text("directory")),
                    into(set.text("outputDirectory")),
                    set.texts("includes"),
                    set.texts("excludes"),
                    owner,
                    set.text("fileMode"));
        }
        for (Dom file : children(inline, "files")) {
            String source = step.facts().shown(file.text("source"));
            String name = file.text("destName");
            String folder = into(file.text("outputDirectory"));
            step.files(
                    source,
                    (folder.endsWith("/") ? folder : folder + "/") + name,
                    List.of(),
                    List.of(),
                    owner,
                    file.text("fileMode"));
        }
        for (Dom child : inline.children()) {
            String name = child.name();
            if (name.equals("dependencySets") || name.equals("moduleSets") || name.equals("componentDescriptors")) {
                step.tell("<" + name + "> packs what others have made; without <layout>none</layout> Drydock puts the"
                        + " application and its libraries into the image.");
            }
        }
    }

    private static List<Dom> children(Dom inline, String name) {
        Dom list = inline.find(name);
        return list == null ? List.of() : list.children();
    }

    private String into(String directory) {
        String below =
                directory.replaceFirst("^\\./?", "").replaceFirst("^/+", "").replaceFirst("/+$", "");
        return below.isEmpty() ? root : (root.endsWith("/") ? root : root + "/") + below;
    }
}
