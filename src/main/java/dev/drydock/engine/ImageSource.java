package dev.drydock.engine;

import dev.drydock.frontend.NamedContext;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.plan.Mapping;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The description of an image. */
@StartUp
public sealed interface ImageSource {

    /** Calls the visitor's method for this kind of description. */
    <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

    /**
     * One method a kind of description.
     *
     * @param <R> what they return
     * @param <E> what they throw
     */
    interface Visitor<R, E extends Exception> {
        R visit(Dockerfile dockerfile) throws E;

        R visit(Application application) throws E;
    }

    /** Annotations of the image's manifest. */
    Map<String, String> annotations();

    /**
     * A Dockerfile and its context.
     *
     * @param context directory that COPY reads, behind {@code <file>.dockerignore} or its own {@code .dockerignore}
     * @param target stage to build; "" is the last
     * @param args values of ARG, also for the predefined ones
     * @param contexts named contexts for FROM and --from
     * @param labels of the image besides those of the Dockerfile, which they beat
     * @param annotations of the manifest
     */
    record Dockerfile(
            Path context,
            Path file,
            String target,
            Map<String, String> args,
            Map<String, NamedContext> contexts,
            Map<String, String> labels,
            Map<String, String> annotations)
            implements ImageSource {

        public Dockerfile(
                Path context, Path file, String target, Map<String, String> args, Map<String, NamedContext> contexts) {
            this(context, file, target, args, contexts, Map.of(), Map.of());
        }

        public Dockerfile(Path context, Path file) {
            this(context, file, "", Map.of(), Map.of());
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.visit(this);
        }
    }

    /**
     * A description, as of an application in a POM.
     *
     * @param place the directory it belongs to; what is known of the files read is remembered for it
     * @param files the trees its parts name
     */
    record Application(Path place, AppImage image, Map<String, List<Mapping>> files) implements ImageSource {

        @Override
        public Map<String, String> annotations() {
            return image.config().annotations();
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.visit(this);
        }
    }
}
