package dev.drydock.registry.testing;

import dev.drydock.registry.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A token server with Docker Hub's flow: GET with Basic or nothing, or an OAuth2 form with an identity token. Its tokens are
 * signed (RFC 7519, ES256), so that a registry that trusts the authority takes them.
 */
public final class SignedTokens implements AutoCloseable {

    public static final String SERVICE = "registry under test";
    public static final String ISSUER = "the test";

    private final Issued signer;
    private final String basic;
    private final String identityToken;
    private final RawServer server;

    /** Anybody may pull from {@code library/}; who knows the password or the identity token may do all but in {@code closed/}. */
    public SignedTokens(Issued signer, String username, String password, String identityToken) {
        this.signer = signer;
        this.identityToken = identityToken;
        basic = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        server = RawServer.start((request, connection) -> connection.send(answer(request)));
    }

    /** YAML of the registry that shall believe it. */
    public String configuration(Path bundle) {
        return """
                auth:
                  token:
                    realm: %s/token
                    service: %s
                    issuer: %s
                    rootcertbundle: %s
                """.formatted(server.url(), SERVICE, ISSUER, bundle);
    }

    public List<Request> requests() {
        return server.requests();
    }

    private Response answer(Request request) throws IOException {
        Map<String, String> asked = request.query();
        boolean known = request.header("Authorization").orElse("").equals(basic);
        boolean anonymous = request.header("Authorization").isEmpty();
        if (request.method().equals("POST")) {
            asked = Request.parseForm(new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
            known = identityToken.equals(asked.get("refresh_token"));
            anonymous = false;
        }
        if (!known && !anonymous) {
            return Response.of(401)
                    .with("Content-Type", "application/json")
                    .body("{\"details\":\"incorrect username or password\"}");
        }
        List<String> access = new ArrayList<>();
        for (String scope : asked.getOrDefault("scope", "").split(" ")) {
            String[] parts = scope.split(":");
            if (parts.length == 3) {
                List<String> actions = new ArrayList<>();
                for (String action : parts[2].split(",")) {
                    if (known
                            ? !parts[1].startsWith("closed/")
                            : action.equals("pull") && parts[1].startsWith("library/")) {
                        actions.add("\"" + action + "\"");
                    }
                }
                access.add("{\"type\":\"repository\",\"name\":\"" + parts[1] + "\",\"actions\":["
                        + String.join(",", actions) + "]}");
            }
        }
        String token = sign(String.join(",", access));
        return Response.of(200)
                .with("Content-Type", "application/json")
                .body("{\"token\":\"" + token + "\",\"access_token\":\"" + token
                        + "\",\"expires_in\":300,\"issued_at\":\"" + Instant.now() + "\"}");
    }

    private String sign(String access) {
        try {
            long now = Instant.now().getEpochSecond();
            String head = "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"x5c\":[\""
                    + Base64.getEncoder().encodeToString(signer.signed().getEncoded()) + "\"]}";
            String claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"bob\",\"aud\":\"" + SERVICE + "\",\"exp\":"
                    + (now + 300) + ",\"nbf\":" + (now - 5) + ",\"iat\":" + now + ",\"jti\":\"" + now
                    + "\",\"access\":[" + access + "]}";
            String signed = encode(head.getBytes(StandardCharsets.UTF_8)) + "."
                    + encode(claims.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signer.secret());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
