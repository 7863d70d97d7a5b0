package dev.drydock.maven.session;

import static dev.drydock.maven.settings.DrydockSettings.IMAGE;
import static dev.drydock.maven.settings.DrydockSettings.TAGS;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of an image: {@code drydock.image} and {@code drydock.tags}. */
@StartUp
public final class ImageNames {

    private ImageNames() {}

    /** The configured name and its further tags; empty if no name is configured. */
    public static List<Reference> configured(Settings settings) {
        Optional<String> name = settings.text(IMAGE);
        return name.isPresent() ? withTags(name.get(), settings) : List.of();
    }

    /** The configured names, or else those of the project, or of the folder where there is none. */
    public static List<Reference> orDefault(Invocation here, Settings settings) {
        Optional<String> name = settings.text(IMAGE);
        return withTags(name.isPresent() ? name.get() : defaultName(here, settings.imageId()), settings);
    }

    private static List<Reference> withTags(String name, Settings settings) {
        List<Reference> names = new ArrayList<>();
        names.add(parse(name, "drydock.image"));
        for (String tag : settings.list(TAGS)) {
            try {
                names.add(names.get(0).withTag(Reference.parse("x:" + tag).tagOrLatest()));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        "drydock.tags: '" + tag + "' is not a tag",
                        "A tag is at most 128 letters, digits, '_', '.' and '-', such as 1.0 or latest.");
            }
        }
        return names;
    }

    /** @param id of one of several images */
    private static String defaultName(Invocation here, String id) {
        String suffix = id.isEmpty() ? "" : "-" + id.toLowerCase(Locale.ROOT);
        if (!here.hasPom()) {
            return folder(here.base()) + suffix;
        }
        String version = here.project().getVersion().replace('+', '-');
        return here.project().getArtifactId().toLowerCase(Locale.ROOT) + suffix + ":" + version;
    }

    private static String folder(Path base) {
        Path name = base.getFileName();
        return name == null ? "image" : name.toString().toLowerCase(Locale.ROOT);
    }

    /** A repository, where no tag makes sense. */
    public static Reference repository(String name, String setting) {
        if (name.indexOf('@') >= 0 || name.lastIndexOf(':') > name.lastIndexOf('/')) {
            throw BuildFailure.ofBuild(
                    setting + ": '" + name + "' has a tag or a digest",
                    "Name only a repository, such as registry.example/team/cache; Drydock chooses the tags.");
        }
        return parse(name, setting);
    }

    /** @param setting that has the name, for messages */
    public static Reference parse(String name, String setting) {
        try {
            return Reference.parse(name);
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild(
                    setting + ": " + e.getMessage(),
                    "Names look like me/app:1.0 or registry.example:5000/team/app:1.0.");
        }
    }
}
