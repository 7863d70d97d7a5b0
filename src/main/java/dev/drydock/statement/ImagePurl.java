package dev.drydock.statement;

import dev.drydock.image.Reference;
import dev.drydock.inventory.software.Purl;
import java.util.Map;

/** Package URLs of images, as BuildKit writes them: {@code pkg:docker/me/app@1.0?platform=linux%2Famd64}. */
public final class ImagePurl {

    private ImagePurl() {}

    /** An image by its tag. */
    public static String of(Reference name, Map<String, String> qualifiers) {
        return of(name, name.tagOrLatest(), qualifiers);
    }

    /** An image whatever its tag, which it may get and lose. */
    public static String ofRepository(Reference name, Map<String, String> qualifiers) {
        return of(name, "", qualifiers);
    }

    private static String of(Reference name, String version, Map<String, String> qualifiers) {
        String repository = name.registry().equals(Reference.DOCKER_HUB)
                ? name.repository().replaceFirst("^library/", "")
                : name.registry() + "/" + name.repository();
        int slash = repository.lastIndexOf('/');
        return Purl.of(
                "docker",
                slash < 0 ? "" : repository.substring(0, slash),
                repository.substring(slash + 1),
                version,
                qualifiers);
    }
}
