package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Asks for each image once and remembers it. */
final class FoundImages implements BaseImages {

    private final BaseImages images;
    private final Map<Wanted, BaseImage> found = new ConcurrentHashMap<>();

    /** @param what a reference, or the path of a layout */
    private record Wanted(Object what, Platform platform) {}

    FoundImages(BaseImages images) {
        this.images = images;
    }

    @Override
    public BaseImage find(Reference reference, Platform platform) {
        return remembered(new Wanted(reference, platform), () -> images.find(reference, platform));
    }

    @Override
    public BaseImage findInLayout(String path, Platform platform) {
        return remembered(new Wanted(path, platform), () -> images.findInLayout(path, platform));
    }

    /** What has been found already; everything else is not there. */
    BaseImages soFar() {
        return new BaseImages() {
            @Override
            public BaseImage find(Reference reference, Platform platform) {
                return remembered(new Wanted(reference, platform), () -> notFound(reference.toString()));
            }

            @Override
            public BaseImage findInLayout(String path, Platform platform) {
                return remembered(new Wanted(path, platform), () -> notFound(path));
            }
        };
    }

    private BaseImage remembered(Wanted wanted, Supplier<BaseImage> question) {
        BaseImage known = found.get(wanted);
        if (known == null) {
            known = question.get();
            found.put(wanted, known);
        }
        return known;
    }

    private static BaseImage notFound(String what) {
        throw BuildFailure.ofEnvironment(what + " has not been looked up", null, null);
    }
}
