package dev.drydock.engine;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.Keeper;
import dev.drydock.store.Store;
import java.io.Closeable;
import java.nio.file.Path;

/** The machine-wide store in use before a build begins: what is kept of it stays until this is closed. */
public final class StoreUse implements Keeper, Closeable {

    private final Store store;

    private StoreUse(Store store) {
        this.store = store;
    }

    /** @throws BuildFailure if the store cannot be written to */
    public static StoreUse begin(Path directory) {
        return new StoreUse(Store.open(directory));
    }

    @Override
    public boolean keep(Path path) {
        return store.keep(path);
    }

    @Override
    public void close() {
        store.close();
    }
}
