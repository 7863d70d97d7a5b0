package dev.drydock.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.software.Purl;
import java.util.List;
import java.util.Map;

/** In-toto statements (v1): something that is said of an image. */
public final class Statement {

    /** The media type of a statement that stands by itself. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    private Statement() {}

    /**
     * @param names of the image, each a subject by itself
     * @param predicateType a URI
     * @return as bytes of JSON
     */
    public static byte[] of(
            List<Reference> names, Platform platform, Digest image, String predicateType, JsonNode predicate) {
        ObjectNode statement = Json.object();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        ArrayNode subjects = statement.putArray("subject");
        for (Reference name : names) {
            ObjectNode subject = subjects.addObject();
            subject.put("name", purl(name, platform));
            subject.putObject("digest").put(image.algorithm(), image.hex());
        }
        statement.put("predicateType", predicateType);
        statement.set("predicate", predicate);
        return Json.write(statement);
    }

    /** The package URL of an image, as BuildKit writes it: {@code pkg:docker/me/app@1.0?platform=linux%2Famd64}. */
    public static String purl(Reference name, Platform platform) {
        return purl(name, Map.of("platform", platform.toString()));
    }

    static String purl(Reference name, Map<String, String> qualifiers) {
        String repository = name.registry().equals(Reference.DOCKER_HUB)
                ? name.repository().replaceFirst("^library/", "")
                : name.registry() + "/" + name.repository();
        int slash = repository.lastIndexOf('/');
        return Purl.of(
                "docker",
                slash < 0 ? "" : repository.substring(0, slash),
                repository.substring(slash + 1),
                name.tagOrLatest(),
                qualifiers);
    }
}
