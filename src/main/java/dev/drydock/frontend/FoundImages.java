package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks for each image once and remembers it. */
final class FoundImages implements BaseImages {

    private final BaseImages images;
    private final Map<Wanted, BaseImage> found = new ConcurrentHashMap<>();

    /** @param what a reference, or the path of a layout */
    @StartUp
    private record Wanted(Object what, Platform platform) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Wanted wanted && what.equals(wanted.what) && platform.equals(wanted.platform);
        }

        @Override
        public int hashCode() {
            return what.hashCode() * 31 + platform.hashCode();
        }
    }

    FoundImages(BaseImages images) {
        this.images = images;
    }

    @Override
    public BaseImage find(Reference reference, Platform platform) {
        Wanted wanted = new Wanted(reference, platform);
        BaseImage known = found.get(wanted);
        return known != null ? known : remembered(wanted, images.find(reference, platform));
    }

    @Override
    public BaseImage findInLayout(String path, Platform platform) {
        Wanted wanted = new Wanted(path, platform);
        BaseImage known = found.get(wanted);
        return known != null ? known : remembered(wanted, images.findInLayout(path, platform));
    }

    /** The images found already; all others are not there. */
    BaseImages soFar() {
        return new BaseImages() {
            @Override
            public BaseImage find(Reference reference, Platform platform) {
                return known(new Wanted(reference, platform));
            }

            @Override
            public BaseImage findInLayout(String path, Platform platform) {
                return known(new Wanted(path, platform));
            }
        };
    }

    private BaseImage remembered(Wanted wanted, BaseImage image) {
        found.put(wanted, image);
        return image;
    }

    private BaseImage known(Wanted wanted) {
        BaseImage known = found.get(wanted);
        if (known == null) {
            throw BuildFailure.ofEnvironment(wanted.what + " has not been looked up", null, null);
        }
        return known;
    }
}
