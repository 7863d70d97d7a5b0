package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.software.Software;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Software in an image.
 *
 * @param path of the file that tells of it: the jar, the database of packages, the metadata; without a leading slash. What is
 *     inside a jar has {@code !/} between the two names. "" for the application itself
 * @param layer number of the layer that brought it, 0 the lowest, see {@link Inventory#layers}; -1 if that is not one layer
 * @param scope of a Maven artifact in the build, such as {@code runtime}; "" if it is not one
 * @param dependsOn purls of components that it needs, as far as Maven tells; each is in the inventory
 */
public record Component(Software software, String path, int layer, String scope, List<String> dependsOn) {

    /** Stands between the path of a jar and the name of something in it. */
    public static final String IN_JAR = "!/";

    public Component {
        dependsOn = List.copyOf(dependsOn);
    }

    public Software.Kind kind() {
        return software.kind();
    }

    public String name() {
        return software.name();
    }

    public String version() {
        return software.version();
    }

    public String purl() {
        return software.purl();
    }

    public List<String> licences() {
        return software.licences();
    }

    public @Nullable Digest sha256() {
        return software.sha256();
    }
}
