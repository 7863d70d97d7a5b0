package dev.drydock.maven.recording;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.image.Platform;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.util.Optional;

/**
 * An image that was built, and how.
 *
 * @param part for which something is recorded
 */
public record Recordable(BuildRequest request, BuildEnvironment surroundings, Part.Recorded part) {

    /** Empty if nothing is to be recorded for the image. */
    public static Optional<Recordable> of(BuildRequest request, BuildEnvironment surroundings) {
        if (request.source() instanceof ImageSource.Application application) {
            for (Part part : application.image().parts()) {
                if (part instanceof Part.Recorded recorded) {
                    return Optional.of(new Recordable(request, surroundings, recorded));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the image is without what is to be recorded: it starts as such an image does. */
    public boolean isMissing() throws IOException {
        return image().parsedConfig().entrypoint().equals(part.without().entrypoint());
    }

    LayoutImage image() throws IOException {
        return OciLayout.open(request.workspace().layout()).image("", Platform.current());
    }

    /** The request of the same image once more: steps are not executed again, and names mean what they have meant. */
    BuildRequest again() {
        BuildOptions options = request.options();
        PullPolicy pull = options.bases().pull() == PullPolicy.ALWAYS
                ? PullPolicy.MISSING
                : options.bases().pull();
        return request.withOptions(options.withCache(options.cache().notIgnored())
                .withBases(options.bases().withPull(pull)));
    }
}
