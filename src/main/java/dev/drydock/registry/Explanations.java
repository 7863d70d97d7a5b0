package dev.drydock.registry;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.failure.TlsFailure;
import dev.drydock.http.ElsewhereFailure;
import dev.drydock.http.LocalFailure;
import dev.drydock.http.ProxyRefusal;
import dev.drydock.http.tls.TlsTrust;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.StatusFailure.RateLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failures as the user is told them: what was being done, what went wrong, what to do about it. */
final class Explanations {

    private Explanations() {}

    /** @param doing such as {@code "Cannot pull ubuntu:22.04"} */
    static BuildFailure failure(String doing, String registry, IOException cause) {
        return BuildFailure.ofEnvironment(doing + ": " + say(cause), hint(registry, cause), cause);
    }

    /** The failure in words. */
    static String say(IOException failure) {
        return failure instanceof ElsewhereFailure ? String.valueOf(failure.getMessage()) : Cause.of(failure);
    }

    private static @Nullable String hint(String registry, IOException failure) {
        if (failure instanceof ElsewhereFailure elsewhere) {
            return elsewhereHint(registry, elsewhere);
        }
        if (failure instanceof AccessRefused refused) {
            return accessHint(refused);
        }
        if (failure instanceof StatusFailure status) {
            return statusHint(registry, status);
        }
        if (failure instanceof ProxyRefusal refusal) {
            return refusal.cure(registry);
        }
        Optional<TlsFailure> tls = TlsFailure.of(failure);
        if (tls.isPresent()) {
            return TlsTrust.cure(registry, tls.get());
        }
        if (failure instanceof LocalFailure) {
            return null;
        }
        return "Check the name " + registry + ", and that the host can be reached from here. Proxies are taken from"
                + " settings.xml, the JVM and the environment.";
    }

    private static @Nullable String elsewhereHint(String registry, ElsewhereFailure failure) {
        boolean special = failure.reason() instanceof ProxyRefusal
                || TlsFailure.of(failure.reason()).isPresent();
        return special
                ? hint(failure.host().toString().replaceFirst("^.*://", ""), failure.reason())
                : registry + " keeps its data there, so this machine has to reach " + failure.host()
                        + " as well, directly or through a proxy.";
    }

    private static String accessHint(AccessRefused refused) {
        if (refused.isLogin()) {
            return "Check the user name and the password. Many registries want an access token in place of the password.";
        }
        String searched = refused.trail().isEmpty()
                ? "No source of credentials is configured."
                : "Credentials were looked for in: " + String.join("; ", refused.trail()) + ".";
        String host = refused.registry();
        if (refused.hadCredentials()) {
            return searched + " Check that they are still valid, and sufficient for this.";
        }
        if (host.contains(".dkr.ecr.") && host.contains(".amazonaws.com")) {
            return searched + " For Amazon ECR configure the credential helper ecr-login in ~/.docker/config.json.";
        }
        return searched + " " + login(host);
    }

    private static String login(String registry) {
        return "Log in with docker or podman, add a server with the id " + registry + " to settings.xml, or set"
                + " drydock.username and drydock.password.";
    }

    private static @Nullable String statusHint(String registry, StatusFailure status) {
        if (status.status() == 429) {
            String wait =
                    status.askedPause().isZero() ? "" : " It asks clients to wait " + words(status.askedPause()) + ".";
            return registry + " limits the number of requests." + limit(status.rateLimit()) + wait
                    + " At Docker Hub a login raises the limit; a mirror (drydock.registryMirrors) avoids it.";
        }
        if (status.status() == 400 && status.errors().hasCode("UNAUTHORIZED")) {
            return login(registry);
        }
        if (status.isNotFound()) {
            return "Check the name and the tag. A registry may also hide what needs a login.";
        }
        if (status.status() == 413) {
            return "The registry, or a proxy before it, limits the size of requests: raise that limit.";
        }
        if (status.status() == 400 && status.errors().hasCode("DIGEST_INVALID")) {
            return "The file of a layer has changed since it was made: build the image again.";
        }
        return status.status() >= 500 ? "The fault is on the side of the registry; try again later." : null;
    }

    /** A sentence with all that was said of it. */
    private static String limit(RateLimit limit) {
        if (limit.limit().isEmpty()) {
            return "";
        }
        String source = limit.source().isEmpty() ? "" : " for " + limit.source();
        String left = limit.remaining().isEmpty() ? "" : ", of which " + count(limit.remaining()) + " are left";
        return " It allows " + count(limit.limit()) + " pulls" + window(limit.limit()) + source + left + ".";
    }

    private static String count(String header) {
        int window = header.indexOf(";w=");
        return window < 0 ? header : header.substring(0, window);
    }

    private static String window(String header) {
        int window = header.indexOf(";w=");
        try {
            return window < 0
                    ? ""
                    : " in " + words(Duration.ofSeconds(Long.parseLong(header.substring(window + ";w=".length()))));
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private static String words(Duration time) {
        return time.toMinutes() < 2
                ? time.toSeconds() + " seconds"
                : time.toHours() < 2 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }
}
