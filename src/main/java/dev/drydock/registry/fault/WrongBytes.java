package dev.drydock.registry.fault;

import dev.drydock.http.Backoff;
import dev.drydock.startup.StartUp;
import java.io.IOException;

/** Bytes came that are not those asked for: other digest, other length, no manifest at all. None of them was used. */
@StartUp
public final class WrongBytes extends IOException implements Backoff.Advice {

    public WrongBytes(String message) {
        super(message);
    }

    @Override
    public boolean mayPass() {
        return true;
    }

    /** A broken connection heals, a broken registry or proxy does not. */
    @Override
    public int mostAttempts() {
        return 3;
    }
}
