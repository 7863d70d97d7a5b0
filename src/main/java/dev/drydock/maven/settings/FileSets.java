package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.FILES;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code <files>}: folders and files of the project, and libraries, that go into the image as they are. */
public final class FileSets {

    private static final String USUAL = "src/main/image";
    private static final String ALL_LIBRARIES = "*:*";

    /** Elements of a set that only libraries have a use for. */
    private static final List<String> OF_LIBRARIES = List.of("excludeLibraries", "stripVersion");

    private final Settings settings;
    private final Map<String, List<Mapping>> trees;
    private final Libraries libraries;
    private final List<Part> parts = new ArrayList<>();

    private FileSets(Settings settings, Map<String, List<Mapping>> trees, Libraries libraries) {
        this.settings = settings;
        this.trees = trees;
        this.libraries = libraries;
    }

    /** Libraries that the module needs at run time. Asked only by sets that take some of them. */
    public interface Libraries {

        /**
         * The libraries that one of the patterns names and none of the others, by their names in a folder of the image.
         *
         * @param withoutVersion whether their names have no version
         * @return files, or folders of classes of modules that have no jar yet
         * @throws BuildFailure if a pattern is none
         */
        Map<String, Path> named(List<String> patterns, List<String> excludes, boolean withoutVersion)
                throws IOException;
    }

    /** @param trees takes what each part's name stands for */
    public static List<Part> parts(Settings settings, Map<String, List<Mapping>> trees, Libraries libraries)
            throws IOException {
        var sets = new FileSets(settings, trees, libraries);
        List<XmlElement> written =
                settings.nested(FILES).orElse(XmlElement.NONE).children();
        for (XmlElement set : written) {
            sets.add(set);
        }
        if (written.isEmpty() && Files.isDirectory(settings.resolve(USUAL))) {
            var tree = new Mapping.Tree("", settings.resolve(USUAL), Choice.ALL, null, null);
            sets.add(USUAL, "/", "", List.of(tree));
        }
        return sets.parts;
    }

    private void add(XmlElement set) throws IOException {
        String from = set.textOf("from");
        List<String> chosen = list(set, "libraries");
        if (from.isEmpty() == chosen.isEmpty()) {
            throw BuildFailure.ofBuild(
                    from.isEmpty()
                            ? "A set of <files> has neither <from> nor <libraries>"
                            : "A set of <files> has both <from> and <libraries>",
                    "Write " + FILES.example("") + ", or <libraries>*:*</libraries> for what the module depends on.");
        }
        Owners.check("owner", set.textOf("owner"));
        String into = set.textOf("into").isEmpty() ? "/" : set.textOf("into");
        if (!into.startsWith("/")) {
            throw BuildFailure.ofBuild(
                    "<into>" + into + "</into> is not absolute", "Write a path in the image that begins with '/'.");
        }
        if (chosen.isEmpty()) {
            fromProject(set, from, into);
        } else {
            fromLibraries(set, chosen, into);
        }
    }

    private void fromProject(XmlElement set, String from, String into) {
        for (String element : OF_LIBRARIES) {
            if (set.child(element) != null) {
                throw BuildFailure.ofBuild(
                        "<" + element + "> in a set of <files> goes with <libraries>, but the set has <from>" + from
                                + "</from>",
                        "Remove it, or write a set of its own for libraries.");
            }
        }
        Path host = settings.resolve(from);
        String shown = shown(host);
        String owner = set.textOf("owner");
        Choice choice = choice(set);
        Integer mode = mode(set.textOf("mode"));
        if (flag(set, "unpack")) {
            if (!Files.isRegularFile(host)) {
                throw BuildFailure.ofBuild(
                        "<from>" + from + "</from> is to be unpacked, but there is no such file: " + host,
                        "Name a zip or jar; a relative path starts at the directory of the POM.");
            }
            add(shown, into, owner, List.of(new Mapping.Archive("", host, "", choice, mode)));
        } else if (Files.isRegularFile(host)) {
            boolean folder = into.endsWith("/");
            int slash = into.lastIndexOf('/');
            String name = folder ? String.valueOf(host.getFileName()) : into.substring(slash + 1);
            String target = folder ? into : slash == 0 ? "/" : into.substring(0, slash);
            add(shown, target, owner, List.of(new Mapping.File(name, host, mode)));
        } else {
            String required = "<files> with <from>" + from + "</from>";
            add(shown, into, owner, List.of(new Mapping.Tree("", host, choice, mode, required)));
        }
    }

    private void fromLibraries(XmlElement set, List<String> chosen, String into) throws IOException {
        boolean unpack = flag(set, "unpack");
        Choice choice = choice(set);
        if (!unpack && !choice.takesAll()) {
            throw BuildFailure.ofBuild(
                    "<includes> and <excludes> in a set with <libraries> choose among the files in them, but these"
                            + " libraries are not unpacked",
                    "Choose libraries with patterns in <libraries> and <excludeLibraries>, or add"
                            + " <unpack>true</unpack>.");
        }
        Integer mode = mode(set.textOf("mode"));
        List<Mapping> files = new ArrayList<>();
        Map<String, Path> named = libraries.named(chosen, list(set, "excludeLibraries"), flag(set, "stripVersion"));
        for (Map.Entry<String, Path> library : named.entrySet()) {
            Path file = library.getValue();
            if (!Files.isDirectory(file)) {
                files.add(
                        unpack
                                ? new Mapping.Archive("", file, "", choice, mode)
                                : new Mapping.File(library.getKey(), file, mode));
            } else {
                files.add(new Mapping.Tree(unpack ? "" : library.getKey(), file, choice, mode, null));
            }
        }
        String pattern = String.join(", ", chosen);
        if (!files.isEmpty()) {
            add("libraries " + pattern, into, set.textOf("owner"), files);
        } else if (!chosen.contains(ALL_LIBRARIES)) {
            throw BuildFailure.ofBuild(
                    "<files> with <libraries>" + pattern + "</libraries>: the module has no such library",
                    "Write group:artifact as 'mvn dependency:tree' has them in the scopes compile and runtime; * stands"
                            + " for any text.");
        }
    }

    private static boolean flag(XmlElement set, String name) {
        String text = set.textOf(name);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            throw BuildFailure.ofBuild(
                    "<" + name + ">" + text + "</" + name + "> in a set of <files> is neither true nor false",
                    "Write <" + name + ">true</" + name + ">, or leave it out.");
        }
        return text.equals("true");
    }

    private static Choice choice(XmlElement set) {
        return new Choice(list(set, "includes"), list(set, "excludes"));
    }

    private void add(String name, String into, String owner, List<Mapping> files) {
        parts.add(new Part.Files(Mapping.keep(trees, name, files), into, owner, Part.Origin.USER));
    }

    /** As people write it: where the project is must not show in the image. */
    private String shown(Path host) {
        Path base = settings.resolve("");
        return host.startsWith(base)
                ? base.relativize(host).toString().replace('\\', '/')
                : String.valueOf(host.getFileName());
    }

    private static List<String> list(XmlElement set, String name) {
        List<String> values = new ArrayList<>();
        XmlElement element = set.child(name);
        if (element != null) {
            values.addAll(element.texts());
            if (element.text() != null) {
                for (String value : element.text().split(",")) {
                    values.add(value.strip());
                }
            }
        }
        values.removeIf(String::isEmpty);
        return values;
    }

    private static @Nullable Integer mode(String mode) {
        if (mode.isEmpty()) {
            return null;
        }
        if (!mode.matches("[0-7]{3,5}") || Integer.parseInt(mode, 8) > 07777) {
            throw BuildFailure.ofBuild(
                    "<mode>" + mode + "</mode> is not a mode",
                    "Write an octal number such as 644, 0755 or 4755; without <mode>, files keep whether they are"
                            + " executable.");
        }
        return Integer.parseInt(mode, 8);
    }
}
