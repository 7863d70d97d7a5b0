package dev.drydock.inventory;

import dev.drydock.inventory.software.Purl;
import java.util.List;

/**
 * A Maven artifact that the build knows.
 *
 * @param classifier "" if it has none
 * @param type such as {@code jar}
 * @param scope such as {@code compile}
 * @param licences SPDX identifiers or names, from its POM
 * @param dependsOn purls of the artifacts it needs
 */
public record KnownArtifact(
        String group,
        String name,
        String version,
        String classifier,
        String type,
        String scope,
        List<String> licences,
        List<String> dependsOn) {

    public String purl() {
        return Purl.maven(group, name, version, classifier, type);
    }
}
