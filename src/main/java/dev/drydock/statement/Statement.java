package dev.drydock.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An in-toto statement, version 1: a predicate about one or more subjects.
 *
 * @param subject the manifest or index it is to be found at
 * @param content the JSON document; owned by this value, do not change
 */
public record Statement(Descriptor subject, byte[] content) {

    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    /** The predicate of a statement that says no more than that the key's owner has signed the subject. */
    public static final String SIGNATURE = "https://sigstore.dev/cosign/sign/v1";

    private static final byte[] PREDICATE = ",\"predicate\":".getBytes(StandardCharsets.UTF_8);

    private static final String TYPE = "https://in-toto.io/Statement/v1";

    /**
     * A statement about the image of a platform.
     *
     * @param names of the image; each repository is a subject by itself. Tags are not told: the same image is told of alike
     *     whatever tag it gets
     * @param predicateType a URI
     * @param predicate a JSON object in UTF-8, which becomes part of the document as it is
     */
    public static Statement of(
            List<Reference> names, Platform platform, Descriptor image, String predicateType, byte[] predicate) {
        ObjectNode document = Json.object();
        document.put("_type", TYPE);
        ArrayNode subjects = document.putArray("subject");
        Set<String> repositories = new LinkedHashSet<>();
        for (Reference name : names) {
            repositories.add(ImagePurl.ofRepository(name, Map.of("platform", platform.toString())));
        }
        for (String repository : repositories) {
            ObjectNode subject = subjects.addObject();
            subject.put("name", repository);
            subject.putObject("digest")
                    .put(image.digest().algorithm(), image.digest().hex());
        }
        document.put("predicateType", predicateType);
        return new Statement(image, with(Json.write(document), predicate));
    }

    /** A bill of materials is large: it is neither parsed nor written once more. */
    private static byte[] with(byte[] head, byte[] predicate) {
        int open = head.length - 1;
        var document = ByteBuffer.allocate(open + PREDICATE.length + predicate.length + 1);
        document.put(head, 0, open).put(PREDICATE).put(predicate).put((byte) '}');
        return document.array();
    }

    /** That the subject is signed. */
    public static Statement ofSignature(Descriptor subject) {
        ObjectNode document = Json.object();
        document.put("_type", TYPE);
        ObjectNode only = document.putArray("subject").addObject();
        only.putObject("digest")
                .put(subject.digest().algorithm(), subject.digest().hex());
        document.put("predicateType", SIGNATURE);
        document.putObject("predicate");
        return new Statement(subject, Json.write(document));
    }

    /** @throws IOException if it is no JSON object */
    public String predicateType() throws IOException {
        return Json.parseObject(content).path("predicateType").asText("");
    }

    /** Digests of what it is about; those of algorithms nobody knows here are left out. */
    public List<Digest> subjects() throws IOException {
        List<Digest> subjects = new ArrayList<>();
        for (JsonNode one : Json.parseObject(content).path("subject")) {
            Json.stringMap(one, "digest").forEach((algorithm, hex) -> {
                try {
                    subjects.add(new Digest(algorithm, hex));
                } catch (IllegalArgumentException unknown) {
                    // A statement may name its subject by several digests, such as gitCommit.
                }
            });
        }
        return subjects;
    }
}
