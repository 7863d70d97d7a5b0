package dev.drydock.http;

import dev.drydock.failure.Cause;
import dev.drydock.http.address.Origin;
import dev.drydock.startup.StartUp;
import java.io.IOException;

/** A host that a registry had sent us on to could not be reached, or broke off. The registry itself answers. */
@StartUp
public final class ElsewhereFailure extends IOException {

    private final transient Origin host;

    public ElsewhereFailure(Origin host, IOException reason) {
        super("the registry sends us on to " + host + ": " + Cause.of(reason), reason);
        this.host = host;
    }

    public Origin host() {
        return host;
    }

    /** The failure that happened there. */
    public IOException reason() {
        return getCause() instanceof IOException io ? io : this;
    }
}
