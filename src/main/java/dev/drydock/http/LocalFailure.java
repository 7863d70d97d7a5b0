package dev.drydock.http;

import dev.drydock.failure.Cause;
import dev.drydock.startup.StartUp;
import java.io.IOException;

/** Our own side of a transfer failed, its file or stream, so that asking the server again cannot help. */
@StartUp
public final class LocalFailure extends IOException {

    public LocalFailure(IOException cause) {
        super(Cause.of(cause), cause);
    }

    /** The failure of the file or stream. */
    public IOException reason() {
        return getCause() instanceof IOException io ? io : this;
    }
}
