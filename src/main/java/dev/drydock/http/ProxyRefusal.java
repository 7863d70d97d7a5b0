package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;

/** A proxy did not let a request through, or could not. */
@StartUp
public final class ProxyRefusal extends IOException implements Backoff.Advice {

    private final int status;

    ProxyRefusal(ProxySettings proxy, int status) {
        super("proxy " + proxy + " answered " + status
                + (proxy.basicAuthorization().isEmpty() ? "" : " to user '" + proxy.username() + "'"));
        this.status = status;
    }

    /**
     * The advice about it.
     *
     * @param host that was to be reached
     */
    public String cure(String host) {
        // Some proxies say 401 or 403 where 407 is meant.
        boolean wantsLogin = status == 407 || status == 401 || status == 403;
        return wantsLogin
                ? "Check the proxy's user name and password where it is configured."
                : "If " + host + " can be reached without the proxy, add it to the proxy's no-proxy list.";
    }

    @Override
    public boolean mayPass() {
        return status == 408 || status == 429 || status >= 500;
    }
}
