package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.util.List;
import java.util.function.Supplier;

/** Finds out what names that are no stages mean: images and named contexts. */
final class Roots {

    private static final String SCRATCH = "scratch";

    private final BaseImages images;
    private final NamedContexts contexts;
    private final List<String> stageNames;

    /** @param stageNames what a name of nothing may have been meant for */
    Roots(BaseImages images, NamedContexts contexts, List<String> stageNames) {
        this.images = images;
        this.contexts = contexts;
        this.stageNames = stageNames;
    }

    /**
     * Finds out what a name means that is no stage.
     *
     * @throws Refusal if it is no image name or there is no such image
     */
    Root find(String name, Platform platform) {
        if (name.equals(SCRATCH)) {
            return new Root.Nothing();
        }
        NamedContexts.Named context = contexts.find(name);
        return context != null ? of(context, platform) : image(name, reference(name), platform);
    }

    /** @throws Refusal if it can be the name of no image */
    static void check(String name) {
        if (!name.equals(SCRATCH)) {
            reference(name);
        }
    }

    Root of(NamedContexts.Named named, Platform platform) {
        NamedContext context = named.context();
        if (context instanceof NamedContext.Directory) {
            return new Root.Directory(named.name());
        }
        if (context instanceof NamedContext.Layout layout) {
            return asked("context " + named.name(), () -> images.findInLayout(layout.path(), platform));
        }
        Reference reference = ((NamedContext.Image) context).reference();
        return reference.equals(Reference.parse(SCRATCH))
                ? new Root.Nothing()
                : image("context " + named.name(), reference, platform);
    }

    private Root.Image image(String word, Reference reference, Platform platform) {
        return asked(word, () -> images.find(reference, platform));
    }

    private Root.Image asked(String word, Supplier<BaseImage> question) {
        try {
            return new Root.Image(question.get());
        } catch (BuildFailure failure) {
            String near = Suggestion.nearest(word, stageNames);
            if (near == null) {
                throw new Refusal(failure);
            }
            throw new Refusal(
                    "there is no stage '" + word + "' (did you mean '" + near + "'?)",
                    "If an image of this name is meant: " + failure.getMessage() + ".");
        }
    }

    private static Reference reference(String name) {
        try {
            return Reference.parse(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }
}
