package dev.drydock.registry.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who is let in: everybody, those with a password, or those with a token for what they want, which the token address of
 * the same server gives by Docker Hub's flow (GET with Basic) or for an identity token (POST).
 */
final class AccessControl {

    private static final Pattern REPOSITORY = Pattern.compile("/v2/(.+?)/(manifests|blobs|tags|referrers)/.*");

    private record Grant(Set<String> scopes, long until) {}

    private final TestRegistry.Login login;
    private final Supplier<String> url;
    private final Map<String, Grant> tokens = new ConcurrentHashMap<>();

    AccessControl(TestRegistry.Login login, Supplier<String> url) {
        this.login = login;
        this.url = url;
    }

    /** The refusal, null if the request may pass. */
    Response check(Request request) {
        String shown = request.header("Authorization").orElse("");
        if (login.hidden() != 0 && shown.isEmpty() && !request.path().equals("/v2/")) {
            return Response.error(login.hidden(), "UNAUTHORIZED", "there is nothing to see");
        }
        return switch (login.kind()) {
            case NONE -> null;
            case BASIC -> shown.equals(basic()) ? null : unauthorized("Basic realm=\"Registry Realm\"");
            case BEARER -> checkToken(request, shown);
        };
    }

    private Response checkToken(Request request, String shown) {
        Set<String> wanted = wanted(request);
        Grant grant = shown.startsWith("Bearer ") ? tokens.get(shown.substring("Bearer ".length())) : null;
        boolean fresh = grant != null && System.nanoTime() - grant.until < 0;
        if (fresh && grant.scopes.containsAll(wanted)) {
            return null;
        }
        String scope = scopes(wanted);
        String error = grant == null ? "" : fresh ? ",error=\"insufficient_scope\"" : ",error=\"invalid_token\"";
        return unauthorized("Bearer realm=\"" + url.get() + "/token\",service=\"drydock test\""
                + (scope.isEmpty() ? "" : ",scope=\"" + scope + "\"") + error);
    }

    /** Single rights, {@code name:pull}. */
    private static Set<String> wanted(Request request) {
        Set<String> wanted = new TreeSet<>();
        Matcher path = REPOSITORY.matcher(request.path());
        if (path.matches()) {
            String name = path.group(1);
            boolean upload = request.path().contains("/uploads/");
            switch (request.method()) {
                case "GET", "HEAD" -> wanted.add(name + (upload ? ":push" : ":pull"));
                case "DELETE" -> wanted.add(name + (upload ? ":push" : ":delete"));
                default -> wanted.add(name + ":push");
            }
            String from = request.query().getOrDefault("from", "");
            if (!from.isEmpty()) {
                wanted.add(from + ":pull");
            }
        }
        return wanted;
    }

    private static String scopes(Set<String> rights) {
        return rights.stream().map(right -> "repository:" + right).collect(Collectors.joining(" "));
    }

    private static Response unauthorized(String challenge) {
        return Response.error(401, "UNAUTHORIZED", "authentication required").with("WWW-Authenticate", challenge);
    }

    private String basic() {
        byte[] pair = (login.username() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** The token address. Anonymous users get what they ask for as long as it is pulling and that is open to all. */
    Response token(Request request) throws java.io.IOException {
        Map<String, String> asked = request.query();
        boolean known = request.header("Authorization").orElse("").equals(basic());
        boolean anonymous = request.header("Authorization").isEmpty();
        if (request.method().equals("POST")) {
            asked = Request.parseForm(new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
            known = login.identityToken().equals(asked.get("refresh_token"));
            anonymous = false;
        }
        if (!known && !(anonymous && login.openPull())) {
            return Response.of(401)
                    .with("Content-Type", "application/json")
                    .body("{\"details\":\"incorrect username or password\"}");
        }
        if (!"drydock test".equals(asked.get("service"))) {
            return Response.error(400, "UNSUPPORTED", "wrong service");
        }
        Set<String> granted = new TreeSet<>();
        for (String scope : asked.getOrDefault("scope", "").split(" ")) {
            String[] parts = scope.split(":");
            if (parts.length == 3) {
                for (String action : parts[2].split(",")) {
                    boolean allowed = known ? !login.closed().contains(parts[1]) : action.equals("pull");
                    if (allowed) {
                        granted.add(parts[1] + ":" + action);
                    }
                }
            }
        }
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        tokens.put(token, new Grant(granted, System.nanoTime() + login.tokenMillis() * 1_000_000L));
        String life = login.tokenMillis() % 1000 == 0 ? ",\"expires_in\":" + login.tokenMillis() / 1000 : "";
        return Response.of(200)
                .with("Content-Type", "application/json")
                .body("{\"" + (request.method().equals("POST") ? "access_token" : "token") + "\":\"" + token + "\""
                        + life + "}");
    }

    void expireTokens() {
        tokens.replaceAll((token, grant) -> new Grant(grant.scopes, System.nanoTime() - 1));
    }

    /** Whether a header shows one of our secrets, whatever they are. */
    boolean isSecret(String authorization) {
        String[] secrets = {login.password(), login.identityToken(), basic().substring("Basic ".length())};
        return Arrays.stream(secrets).anyMatch(secret -> !secret.isEmpty() && authorization.contains(secret))
                || tokens.keySet().stream().anyMatch(authorization::contains);
    }
}
