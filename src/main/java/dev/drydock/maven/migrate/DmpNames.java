package dev.drydock.maven.migrate;

import dev.drydock.maven.settings.SeveralImages;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of images, with a placeholder or a registry apart, and names for our elements of them. */
final class DmpNames {

    private final Facts facts;
    private final Set<String> given = new HashSet<>();

    DmpNames(Facts facts) {
        this.facts = facts;
    }

    /** @param registry "" if it is in the name, or the usual one */
    String name(String written, String registry, Fragment fragment) {
        String name = replaced(written, fragment);
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry.isEmpty() || named || name.isEmpty() ? name : registry + "/" + name;
    }

    /** {@code %g}, {@code %a}, {@code %v} and {@code %l} replaced. */
    String replaced(String written, Fragment fragment) {
        boolean snapshot = facts.version().endsWith("-SNAPSHOT");
        String group = facts.groupId().substring(facts.groupId().lastIndexOf('.') + 1);
        String name = written.replace("%g", group.toLowerCase(Locale.ROOT))
                .replace("%a", facts.artifactId().toLowerCase(Locale.ROOT))
                .replace("%v", facts.version())
                .replace("%l", snapshot ? "latest" : facts.version());
        if (name.contains("%t") || name.contains("%T")) {
            fragment.tell(
                    "<name>" + written + "</name>",
                    "The same inputs give the same image, whose name has no time: ${project.version} stands for it here."
                            + " ${maven.build.timestamp} would be the time of the build.");
            name = name.replace("%t", facts.version()).replace("%T", facts.version());
        }
        return name;
    }

    /** The alias, or the last part of the name, as the name of an element. */
    String element(Dom image) {
        String name = image.text("alias").isEmpty() ? image.text("name") : image.text("alias");
        String last = name.substring(name.lastIndexOf('/') + 1)
                .replaceFirst("[:@].*", "")
                .replaceAll("[^A-Za-z0-9_.-]", "-")
                .replaceFirst("^[^A-Za-z_]+", "");
        String element = last.isEmpty() ? "app" : last;
        while (!SeveralImages.isFree(element) || !given.add(element)) {
            element += "-image";
        }
        return element;
    }
}
