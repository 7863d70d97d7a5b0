package dev.drydock.provenance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.engine.AttestationOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Timestamp;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.Material;
import dev.drydock.frontend.NamedContext;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a build, as provenance tells them: what the user decides are external ones, defaults of Drydock internal. */
final class BuildParameters implements ImageSource.Visitor<ObjectNode, RuntimeException> {

    private final BuildRequest request;
    private final BuildTrace trace;
    private final @Nullable ProjectCommit commit;
    private final boolean values;

    BuildParameters(BuildRequest request, BuildTrace trace, @Nullable ProjectCommit commit) {
        this.request = request;
        this.trace = trace;
        this.commit = commit;
        this.values = request.options().attestations().provenance() == AttestationOptions.ProvenanceDetail.MAX;
    }

    /** The last part but one of the URI of the build's type. */
    String kind() {
        return request.source() instanceof ImageSource.Dockerfile ? "dockerfile" : "application";
    }

    ObjectNode external() {
        ObjectNode parameters = request.source().accept(this);
        parameters.set("platforms", Json.array(Provenance.names(request.platforms())));
        if (!request.secrets().isEmpty()) {
            parameters.set("secrets", Json.array(new TreeSet<>(request.secrets().keySet())));
        }
        return parameters;
    }

    ObjectNode internal() {
        ObjectNode parameters = Json.object();
        parameters.put("compression", request.options().compression().name().toLowerCase(Locale.ROOT));
        if (request.options().timestamp() instanceof Timestamp.Fixed fixed) {
            parameters.put("timestamp", fixed.instant().toString());
        }
        return parameters;
    }

    @Override
    public ObjectNode visit(ImageSource.Dockerfile source) {
        ObjectNode parameters = Json.object();
        ObjectNode file = parameters.putObject("dockerfile");
        file.put("path", path(source.file(), source.context()));
        Optional<Digest> digest = trace.text(source.file());
        digest.ifPresent(known -> file.putObject("digest").put(known.algorithm(), known.hex()));
        parameters.put("context", path(source.context(), source.context()));
        if (!source.target().isEmpty()) {
            parameters.put("target", source.target());
        }
        values(parameters, "buildArgs", source.args());
        values(parameters, "labels", source.labels());
        ObjectNode contexts = Json.object();
        for (Map.Entry<String, NamedContext> each : new TreeMap<>(source.contexts()).entrySet()) {
            if (!isOffered(each.getValue())) {
                contexts.put(each.getKey(), each.getValue().accept(new ContextName(source.context())));
            }
        }
        if (!contexts.isEmpty()) {
            parameters.set("buildContexts", contexts);
        }
        return parameters;
    }

    /** It is no parameter: which modules were built before depends on the command. One that is used is a dependency. */
    private static boolean isOffered(NamedContext context) {
        return context instanceof NamedContext.Layout layout && layout.offered();
    }

    @Override
    public ObjectNode visit(ImageSource.Application source) {
        AppImage image = source.image();
        ObjectNode parameters = Json.object();
        parameters.put(
                "description", path(source.place().resolve(Path.of(image.file()).getFileName()), source.place()));
        String base = base(image.from());
        if (!base.isEmpty()) {
            parameters.put("from", base);
        }
        var parts = new PartNames();
        for (AppImage.Part part : image.parts()) {
            part.accept(parts);
        }
        parameters.set("parts", parts.names);
        values(parameters, "env", image.config().env());
        values(parameters, "labels", image.config().labels());
        return parameters;
    }

    private static String base(AppImage.Base base) {
        if (base instanceof AppImage.Base.Named named) {
            return named.reference().fullName();
        }
        return base instanceof AppImage.Base.Scratch ? "scratch" : "";
    }

    /** Names always, values only if they are asked for: people put passwords there. */
    private void values(ObjectNode parameters, String field, Map<String, String> all) {
        if (all.isEmpty()) {
            return;
        }
        var sorted = new TreeMap<>(all);
        parameters.set(field, values ? Json.map(sorted) : Json.array(sorted.keySet()));
    }

    /** In the repository, or else in the context; elsewhere on this machine only the name tells nothing of the machine. */
    private String path(Path path, Path context) {
        Path absolute = path.toAbsolutePath().normalize();
        Path within = commit != null ? commit.top() : context.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(within) ? within.relativize(absolute) : absolute.getFileName();
        String text = shown == null ? "" : shown.toString().replace('\\', '/');
        return text.isEmpty() ? "." : text;
    }

    private final class ContextName implements NamedContext.Visitor<String> {

        private final Path context;

        ContextName(Path context) {
            this.context = context;
        }

        @Override
        public String visit(NamedContext.Directory directory) {
            return path(directory.path(), context);
        }

        @Override
        public String visit(NamedContext.Layout layout) {
            return "oci-layout://" + path(layout.path(), context);
        }

        @Override
        public String visit(NamedContext.Image image) {
            return "docker-image://" + image.reference().fullName();
        }

        @Override
        public String visit(NamedContext.Remote remote) {
            return Material.withoutSecrets(remote.address());
        }
    }

    private static final class PartNames implements AppImage.Part.Visitor {

        private final ArrayNode names = Json.object().putArray("parts");

        @Override
        public void visit(AppImage.Part.Files files) {
            names.addObject().put("files", files.name()).put("into", files.into());
        }

        @Override
        public void visit(AppImage.Part.Command command) {
            names.addObject().put("run", command.line());
        }

        @Override
        public void visit(AppImage.Part.Program program) {
            names.addObject().put("program", program.name());
        }

        @Override
        public void visit(AppImage.Part.Recorded recorded) {
            names.addObject().put("recorded", recorded.name()).put("into", recorded.path());
        }
    }
}
