package dev.drydock.registry.auth;

import dev.drydock.http.Backoff;
import dev.drydock.registry.credential.CredentialChain.Finding;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.List;

/** A registry or its token server did not let us in. The message names the registry, what was wanted and as whom. */
@StartUp
public final class AccessRefused extends IOException implements Backoff.Advice {

    private final transient Finding finding;
    private final String registry;
    private final boolean login;
    private final boolean forbidden;

    /**
     * @param forbidden whether it is this request that was refused, not who makes it
     * @param said what the server gave as its reason; empty if nothing
     */
    AccessRefused(Access access, Finding finding, boolean forbidden, String refusal, String said) {
        super(refusal + (access.scopes().isEmpty() ? "" : " for " + String.join(" ", access.scopes())) + " as "
                + finding.who() + (said.isEmpty() ? "" : ": " + said));
        this.finding = finding;
        this.registry = access.query().registry();
        this.login = access.scopes().isEmpty();
        this.forbidden = forbidden;
    }

    /** Whether nothing was asked for but to be known, with credentials that somebody has just given. */
    public boolean isLogin() {
        return login;
    }

    public String registry() {
        return registry;
    }

    /** Whether the server knows who we are, or does not care, and refuses this request; others may fare better. */
    public boolean isForbidden() {
        return forbidden;
    }

    /** Whether credentials were found, and refused. */
    public boolean hadCredentials() {
        return finding.credential().isPresent();
    }

    /** A line for each place searched for credentials. */
    public List<String> trail() {
        return finding.trail();
    }

    @Override
    public boolean mayPass() {
        return false;
    }
}
