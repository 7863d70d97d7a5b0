package dev.drydock.progress;

import dev.drydock.image.Layer;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;

/** Hears of layers of the image while the rest of it is still being made. */
@StartUp
public interface LayerListener {

    /** Does nothing. */
    LayerListener NONE = new LayerListener() {
        @Override
        public void layer(Layer layer, Path file) {}
    };

    /**
     * A step of the image has a layer, made now or known; of an image for several platforms, also those of the others. Called
     * by threads of the build, which go on when this returns.
     *
     * @param file the layer's blob, which stays as long as the build lasts and is not to be changed
     */
    void layer(Layer layer, Path file);

    /**
     * A step of the image has made a layer, whose blob {@link #layer} will name when it is compressed. Its files can be read from now on.
     *
     * @param tar the layer as it was made, not compressed
     * @param file holds the tar; once the blob is stored, it may be replaced by the blob or be gone
     */
    default void files(Layer tar, Path file) {}
}
