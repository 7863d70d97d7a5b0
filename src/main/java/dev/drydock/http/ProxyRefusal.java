package dev.drydock.http;

import java.io.IOException;

/** A proxy did not let a request through, or could not. */
public final class ProxyRefusal extends IOException implements Backoff.Advice {

    private final int status;

    ProxyRefusal(ProxySettings proxy, int status) {
        super("proxy " + proxy + " answered " + status
                + (proxy.basicAuthorization().isEmpty() ? "" : " to user '" + proxy.username() + "'"));
        this.status = status;
    }

    /** Whether it is about who we are. Some proxies say 401 or 403 where 407 is meant. */
    public boolean wantsLogin() {
        return status == 407 || status == 401 || status == 403;
    }

    @Override
    public boolean mayPass() {
        return status == 408 || status == 429 || status >= 500;
    }
}
