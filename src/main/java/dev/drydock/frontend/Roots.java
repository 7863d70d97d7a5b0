package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Finds images and named contexts, each once. */
final class Roots {

    private static final String SCRATCH = "scratch";

    private final BaseImages images;
    private final NamedContexts contexts;
    private final Map<Wanted, BaseImage> found = new HashMap<>();

    /** @param what a reference or the path of a layout */
    private record Wanted(Object what, Platform platform) {}

    Roots(BaseImages images, NamedContexts contexts) {
        this.images = images;
        this.contexts = contexts;
    }

    /**
     * What a name means that is no stage.
     *
     * @throws Refusal if it is no image name or there is no such image
     */
    Root find(String name, Platform platform) {
        if (name.equals(SCRATCH)) {
            return new Root.Nothing();
        }
        NamedContexts.Named context = contexts.find(name);
        return context != null ? of(context, platform) : image(reference(name), platform);
    }

    Root of(NamedContexts.Named named, Platform platform) {
        NamedContext context = named.context();
        if (context instanceof NamedContext.Directory) {
            return new Root.Directory(named.name());
        }
        if (context instanceof NamedContext.Layout layout) {
            return new Root.Image(found.computeIfAbsent(
                    new Wanted(layout.path(), platform),
                    w -> asked(() -> images.findInLayout(layout.path(), platform))));
        }
        Reference reference = ((NamedContext.Image) context).reference();
        return reference.equals(Reference.parse(SCRATCH)) ? new Root.Nothing() : image(reference, platform);
    }

    private Root.Image image(Reference reference, Platform platform) {
        return new Root.Image(found.computeIfAbsent(
                new Wanted(reference, platform), w -> asked(() -> images.find(reference, platform))));
    }

    private static BaseImage asked(Supplier<BaseImage> question) {
        try {
            return question.get();
        } catch (BuildFailure failure) {
            throw new Refusal(failure);
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
