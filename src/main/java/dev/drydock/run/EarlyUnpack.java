package dev.drydock.run;

/** A layer that is unpacked while its blob is coming. It is dropped when this is closed, unless it was to be kept by then. */
public interface EarlyUnpack extends AutoCloseable {

    /** Nothing is unpacked. */
    EarlyUnpack NONE = new EarlyUnpack() {
        @Override
        public void keep() {}

        @Override
        public void close() {}
    };

    /** All of the blob is there, and it is that of the layer. */
    void keep();

    @Override
    void close();
}
