package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.util.List;
import java.util.function.Supplier;

/** Finds out what names that are no stages mean: images and named contexts. */
final class NamedRoots {

    private static final String SCRATCH = "scratch";

    private final BaseImages images;
    private final NamedContexts contexts;
    private final List<String> stageNames;

    /** @param stageNames what a name of nothing may have been meant for */
    NamedRoots(BaseImages images, NamedContexts contexts, List<String> stageNames) {
        this.images = images;
        this.contexts = contexts;
        this.stageNames = stageNames;
    }

    /**
     * Finds out what a name means that is no stage.
     *
     * @throws InstructionProblem if it is no image name or there is no such image
     */
    NamedRoot find(String name, Platform platform) {
        if (name.equals(SCRATCH)) {
            return new NamedRoot.Nothing();
        }
        NamedContexts.Named context = contexts.find(name);
        return context != null ? of(context, platform) : image(name, reference(name), platform);
    }

    /** @throws InstructionProblem if it can be the name of no image */
    static void check(String name) {
        if (!name.equals(SCRATCH)) {
            reference(name);
        }
    }

    NamedRoot of(NamedContexts.Named named, Platform platform) {
        return named.context().accept(new ContextRoot(named.name(), platform));
    }

    private final class ContextRoot implements NamedContext.Visitor<NamedRoot> {

        private final String name;
        private final Platform platform;

        ContextRoot(String name, Platform platform) {
            this.name = name;
            this.platform = platform;
        }

        @Override
        public NamedRoot visit(NamedContext.Directory directory) {
            return new NamedRoot.Directory(name);
        }

        @Override
        public NamedRoot visit(NamedContext.Layout layout) {
            return asked(
                    "context " + name, () -> images.findInLayout(layout.path().toString(), platform));
        }

        @Override
        public NamedRoot visit(NamedContext.Image image) {
            Reference reference = image.reference();
            return reference.equals(Reference.parse(SCRATCH))
                    ? new NamedRoot.Nothing()
                    : NamedRoots.this.image("context " + name, reference, platform);
        }

        @Override
        public NamedRoot visit(NamedContext.Remote remote) {
            throw new InstructionProblem(
                    "the context '" + name + "' is not on this machine: " + remote.address(),
                    "ADD it in a stage of that name, or have BuildKit build: drydock.engine=buildkit.");
        }
    }

    private NamedRoot.Image image(String word, Reference reference, Platform platform) {
        return asked(word, () -> images.find(reference, platform));
    }

    private NamedRoot.Image asked(String word, Supplier<BaseImage> question) {
        try {
            return new NamedRoot.Image(question.get());
        } catch (BuildFailure failure) {
            String near = Nearest.near(word, stageNames);
            if (near == null) {
                throw new InstructionProblem(failure);
            }
            throw new InstructionProblem(
                    "there is no stage '" + word + "' (did you mean '" + near + "'?)",
                    "If an image of this name is meant: " + failure.getMessage() + ".");
        }
    }

    private static Reference reference(String name) {
        try {
            return Reference.parse(name);
        } catch (IllegalArgumentException e) {
            throw new InstructionProblem(String.valueOf(e.getMessage()));
        }
    }
}
