package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.FILES;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.plan.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code <files>}: folders and files of the project that go into the image as they are. */
public final class FileSets {

    private static final String USUAL = "src/main/image";

    private final Settings settings;
    private final Map<String, List<Mapping>> trees;
    private final List<Part> parts = new ArrayList<>();

    private FileSets(Settings settings, Map<String, List<Mapping>> trees) {
        this.settings = settings;
        this.trees = trees;
    }

    /** @param trees takes what each part's name stands for */
    public static List<Part> parts(Settings settings, Map<String, List<Mapping>> trees) {
        var sets = new FileSets(settings, trees);
        List<XmlElement> written =
                settings.nested(FILES).orElse(XmlElement.NONE).children();
        for (XmlElement set : written) {
            sets.add(set);
        }
        if (written.isEmpty() && Files.isDirectory(settings.resolve(USUAL))) {
            var tree = new Mapping.Tree("", settings.resolve(USUAL), Mapping.Choice.ALL, null, null);
            sets.add(USUAL, "/", "", List.of(tree));
        }
        return sets.parts;
    }

    private void add(XmlElement set) {
        String from = set.textOf("from");
        if (from.isEmpty()) {
            throw BuildFailure.ofBuild("A set of <files> has no <from>", "Write " + FILES.example("") + ".");
        }
        Path host = settings.resolve(from);
        String shown = shown(host);
        Owners.check("owner", set.textOf("owner"));
        String into = set.textOf("into").isEmpty() ? "/" : set.textOf("into");
        if (!into.startsWith("/")) {
            throw BuildFailure.ofBuild(
                    "<into>" + into + "</into> is not absolute", "Write a path in the image that begins with '/'.");
        }
        var choice = new Mapping.Choice(list(set, "includes"), list(set, "excludes"));
        Integer mode = mode(set.textOf("mode"));
        if (Files.isRegularFile(host)) {
            boolean folder = into.endsWith("/");
            int slash = into.lastIndexOf('/');
            String name = folder ? String.valueOf(host.getFileName()) : into.substring(slash + 1);
            String target = folder ? into : slash == 0 ? "/" : into.substring(0, slash);
            add(shown, target, set.textOf("owner"), List.of(new Mapping.File(name, host, mode)));
        } else {
            String required = "<files> with <from>" + from + "</from>";
            var tree = new Mapping.Tree("", host, choice, mode, required);
            add(shown, into, set.textOf("owner"), List.of(tree));
        }
    }

    private void add(String name, String into, String owner, List<Mapping> files) {
        parts.add(new Part.Files(Mapping.keep(trees, name, files), into, owner, true));
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
