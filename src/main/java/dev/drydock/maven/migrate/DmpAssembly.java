package dev.drydock.maven.migrate;

import dev.drydock.maven.migrate.Way.Step;
import java.util.List;
import java.util.Set;

/** {@code <assembly>} as {@code <files>}: predefined descriptors, descriptors in line, and those in files of their own. */
final class DmpAssembly {

    private static final String USUAL = "/maven";

    /** Elements that say where files go, which is said by each set, or how they get to Docker, which they need not. */
    private static final Set<String> DONE = Set.of(
            "name",
            "targetDir",
            "basedir",
            "user",
            "descriptorRef",
            "descriptor",
            "inline",
            "mode",
            "tarLongFileMode",
            "dockerFileDir",
            "exportTargetDir",
            "exportBasedir");

    private final Step step;
    private final String root;
    private final String owner;
    private final DmpLibraries libraries;

    private DmpAssembly(Step step, Dom assembly) {
        this.step = step;
        String name = assembly.text("name");
        String target = assembly.text(assembly.find("targetDir") == null ? "basedir" : "targetDir");
        this.root = !target.isEmpty() ? target : name.isEmpty() ? USUAL : "/" + name;
        this.owner = assembly.text("user").replaceFirst("^([^:]*:[^:]*):.*$", "$1"); // behind it: who runs, who copies
        this.libraries = new DmpLibraries(step, owner);
    }

    /** @param sourceDirectory of the plugin, where paths of descriptors start */
    static void convert(Step step, Dom element, String sourceDirectory) {
        var assembly = new DmpAssembly(step, element);
        assembly.predefined(element.text("descriptorRef"));
        String path = element.text("descriptor");
        if (!path.isEmpty()) {
            String place = path.startsWith("/") || path.startsWith("${") ? path : sourceDirectory + "/" + path;
            Dom descriptor = DescriptorFile.read(step.facts(), place);
            if (descriptor == null) {
                step.tell("There is no assembly descriptor " + step.facts().shown(place) + " that can be read: write a"
                        + " set of <files> for each of its sets.");
            } else {
                assembly.descriptor(descriptor);
            }
        }
        Dom inline = element.find("inline");
        if (inline != null) {
            assembly.descriptor(inline);
        }
        assembly.volume(element);
        assembly.rest(element);
    }

    /** Without {@code <from>}, the image is there to give its files to other containers, so its folder is a volume unless told otherwise. */
    private void volume(Dom element) {
        String exported = element.text(element.find("exportTargetDir") == null ? "exportBasedir" : "exportTargetDir");
        boolean wanted = exported.isEmpty() ? step.from().text("build/from").isEmpty() : exported.equals("true");
        String folder = root.replaceFirst("/+$", "");
        if (wanted && !folder.isEmpty() && !step.to().texts("volumes").contains(folder)) {
            step.to().make("volumes").add("volume", folder);
        }
    }

    private void descriptor(Dom descriptor) {
        new DmpDescriptor(step, root, owner, libraries).convert(descriptor);
    }

    private void predefined(String reference) {
        Facts facts = step.facts();
        String archive = facts.finalName() + "." + facts.packaging();
        switch (reference) {
            case "" -> {}
            case "artifact" -> libraries.archive(join(archive), "");
            case "rootWar" -> libraries.archive(join("ROOT.war"), "");
            case "artifact-with-dependencies" -> {
                libraries.archive(join(archive), "");
                withClassPath();
            }
            case "dependencies" -> withClassPath();
            case "project" ->
                step.files(".", root, List.of(), List.of("**/*.log", facts.shown(facts.target()) + "/**"), owner, "");
            case "hawt-app" -> {
                String app = facts.shown(facts.target().resolve("hawt-app"));
                step.files(app, root, List.of("bin/*"), List.of(), owner, "0755");
                step.files(app, root, List.of("lib/*"), List.of(), owner, "0644");
            }
            case "release-dependencies", "snapshot-dependencies" ->
                step.tell("<descriptorRef>" + reference + "</descriptorRef> chooses libraries by their versions, which"
                        + " patterns of <libraries> do not have: name them by group and artifact. Without"
                        + " <layout>none</layout>, releases and snapshots have layers of their own.");
            default ->
                step.tell("<descriptorRef>" + reference
                        + "</descriptorRef> is not among those of docker-maven-plugin: write a set of <files> for each"
                        + " of its sets.");
        }
    }

    /** The file {@code classpath} was written by maven-dependency-plugin, if at all. */
    private void withClassPath() {
        libraries.all(root, "0644");
        String target = step.facts().shown(step.facts().target());
        if (step.facts().has(target + "/classpath")) {
            step.files(target + "/classpath", join("classpath"), List.of(), List.of(), owner, "0644");
        }
    }

    private String join(String name) {
        return DmpDescriptor.join(root, name);
    }

    private void rest(Dom element) {
        for (Dom child : element.children()) {
            String name = child.name();
            if (DONE.contains(name) || child.isEmpty()) {
                continue;
            }
            String written = "<" + name + ">" + child.text() + "</" + name + ">";
            switch (name) {
                case "permissions" -> {
                    if (child.text().equals("exec")) {
                        step.tell(written + ": write <mode>0755</mode> into the sets whose files are to be executable;"
                                + " without it, files keep whether they are.");
                    }
                }
                case "ignorePermissions" -> {
                    if (child.text().equals("true")) {
                        step.tell(written + ": take <mode> out of the sets; without it, files keep whether they are"
                                + " executable.");
                    }
                }
                default -> step.tell(written + ": this goal does not know it.");
            }
        }
    }
}
