package dev.drydock.registry.fault;

import dev.drydock.http.Backoff;
import dev.drydock.startup.StartUp;
import java.io.IOException;

/** An answer that breaks the protocol in a way no further attempt mends, or that would lead us where we must not go. */
@StartUp
public final class BadAnswer extends IOException implements Backoff.Advice {

    public BadAnswer(String message) {
        super(message);
    }

    @Override
    public boolean mayPass() {
        return false;
    }
}
