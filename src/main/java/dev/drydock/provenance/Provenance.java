package dev.drydock.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.Material;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.statement.ImagePurl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The predicate of SLSA provenance v1 for a build. The site describes the types of build and their parameters. Times and an id
 * of the invocation are left out, for they would make equal builds differ.
 *
 * @param trace of the finished build
 * @param commit of the project; null if it is in no repository
 * @param artifacts jars in the image that come from repositories of Maven
 */
public record Provenance(
        BuildRequest request, BuildTrace trace, @Nullable ProjectCommit commit, List<Artifact> artifacts) {

    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String BUILDER = "https://drydock.dev/drydock-maven-plugin";

    /**
     * A jar of a Maven repository.
     *
     * @param purl its package URL
     */
    public record Artifact(String purl, Digest digest) {}

    public ObjectNode predicate() {
        ObjectNode predicate = Json.object();
        ObjectNode definition = predicate.putObject("buildDefinition");
        var parameters = new BuildParameters(request, trace, commit);
        definition.put("buildType", BUILDER + "/" + parameters.kind() + "/v1");
        definition.set("externalParameters", parameters.external());
        definition.set("internalParameters", parameters.internal());
        definition.set("resolvedDependencies", dependencies());
        ObjectNode builder = predicate.putObject("runDetails").putObject("builder");
        builder.put("id", BUILDER);
        builder.putObject("version").put("drydock", PluginVersion.get());
        return predicate;
    }

    private ArrayNode dependencies() {
        ArrayNode all = Json.object().putArray("resolvedDependencies");
        for (Map.Entry<String, Digest> image : trace.images().entrySet()) {
            Reference name = Reference.parse(image.getKey());
            String uri = ImagePurl.of(name, Map.of("digest", image.getValue().toString()));
            add(all, uri, image.getValue().algorithm(), image.getValue().hex());
        }
        for (Material material : trace.materials()) {
            add(all, material.uri(), material.algorithm(), material.digest());
        }
        for (Artifact artifact : artifacts) {
            add(
                    all,
                    artifact.purl(),
                    artifact.digest().algorithm(),
                    artifact.digest().hex());
        }
        if (commit != null) {
            ObjectNode project = all.addObject();
            project.put("name", "project");
            if (!commit.repository().isEmpty()) {
                project.put("uri", commit.repository() + "@" + commit.commit());
            }
            project.putObject("digest").put("gitCommit", commit.commit());
            project.putObject("annotations").put("dirty", commit.dirty());
        }
        return all;
    }

    private static void add(ArrayNode all, String uri, String algorithm, String digest) {
        ObjectNode dependency = all.addObject();
        if (uri.isEmpty()) {
            dependency.put("name", "image of a layout");
        } else {
            dependency.put("uri", uri);
        }
        dependency.putObject("digest").put(algorithm, digest);
    }

    /** The platforms as text. */
    static List<String> names(List<Platform> platforms) {
        List<String> names = new ArrayList<>();
        for (Platform platform : platforms) {
            names.add(platform.toString());
        }
        return names;
    }
}
