package dev.drydock.registry.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials part of Docker's {@code config.json}, which podman's {@code auth.json} and Kubernetes' secrets share:
 * {@code credHelpers}, {@code credsStore} and {@code auths}, asked in this order. Keys may be hosts, addresses as old
 * clients wrote them, or, as podman has them, hosts with a path; the longest that fits counts.
 */
record DockerConfig(ObjectNode document) {

    /**
     * @param legacy whether this is a {@code .dockercfg}, which has the auths at its top
     * @throws IOException if it is not JSON; the message quotes nothing of it
     */
    static DockerConfig parse(byte[] content, boolean legacy) throws IOException {
        ObjectNode document;
        try {
            document = Json.parseObject(content);
        } catch (IOException e) {
            throw new IOException("it is not a JSON object");
        }
        if (!legacy) {
            return new DockerConfig(document);
        }
        ObjectNode wrapped = Json.object();
        wrapped.set("auths", document);
        return new DockerConfig(wrapped);
    }

    Optional<Credential> find(CredentialQuery query, CredentialHelper helper) throws IOException {
        IOException failure = null;
        try {
            Optional<Credential> found = fromHelpers(query, helper);
            if (found.isPresent()) {
                return found;
            }
        } catch (IOException e) {
            failure = e;
        }
        // A helper that is missing here must not hide what the file itself says.
        Optional<Credential> plain = fromAuths(query);
        if (plain.isEmpty() && failure != null) {
            throw failure;
        }
        return plain;
    }

    /**
     * The suffix of the helper that keeps the registry's credentials, and what the registry is called there; empty if they are
     * in the file itself.
     */
    Optional<Map.Entry<String, String>> keeper(CredentialQuery registry) {
        for (Map.Entry<String, String> entry :
                Json.stringMap(document, "credHelpers").entrySet()) {
            if (isOf(registry, entry.getKey()) && !entry.getValue().isEmpty()) {
                return Optional.of(Map.entry(entry.getValue(), entry.getKey()));
            }
        }
        String store = document.path("credsStore").asText("");
        return store.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.entry(store, storeKeys(registry).get(0)));
    }

    /** Puts this in the place of what {@code auths} has for the registry. */
    void keep(CredentialQuery registry, ObjectNode entry) {
        forget(registry);
        JsonNode auths = document.path("auths");
        ObjectNode present = auths instanceof ObjectNode object ? object : document.putObject("auths");
        present.set(storeKeys(registry).get(0), entry);
    }

    /** @return whether there was anything */
    boolean forget(CredentialQuery registry) {
        if (!(document.path("auths") instanceof ObjectNode auths)) {
            return false;
        }
        List<String> gone = new ArrayList<>();
        auths.fieldNames().forEachRemaining(key -> {
            if (isOf(registry, key)) {
                gone.add(key);
            }
        });
        auths.remove(gone);
        return !gone.isEmpty();
    }

    /** Whether a key is one of the registry's names, in whatever form. */
    private static boolean isOf(CredentialQuery registry, String key) {
        return registry.registryKeys().stream().anyMatch(name -> host(name).equals(host(key)));
    }

    private Optional<Credential> fromHelpers(CredentialQuery query, CredentialHelper helper) throws IOException {
        Map<String, String> helpers = Json.stringMap(document, "credHelpers");
        for (String key : query.namespacedKeys()) {
            for (Map.Entry<String, String> entry : helpers.entrySet()) {
                if (host(entry.getKey()).equals(host(key)) && !entry.getValue().isEmpty()) {
                    return helper.get(entry.getValue(), entry.getKey());
                }
            }
        }
        String store = document.path("credsStore").asText("");
        if (!store.isEmpty()) {
            for (String server : storeKeys(query)) {
                Optional<Credential> found = helper.get(store, server);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** As docker login writes them, then as some other clients do. */
    private static List<String> storeKeys(CredentialQuery query) {
        List<String> names = query.registryKeys();
        String own = names.get(names.size() - 1);
        return own.startsWith("https://") ? List.of(own, names.get(0)) : List.of(own, "https://" + own);
    }

    private Optional<Credential> fromAuths(CredentialQuery query) throws IOException {
        List<Map.Entry<String, JsonNode>> auths =
                new ArrayList<>(document.path("auths").properties());
        for (String key : query.namespacedKeys()) {
            for (Map.Entry<String, JsonNode> entry : auths) {
                if (host(entry.getKey()).equals(host(key))) {
                    Optional<Credential> found = credential(entry.getKey(), entry.getValue());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Credential> credential(String key, JsonNode entry) throws IOException {
        String registryToken = entry.path("registrytoken").asText("");
        if (!registryToken.isEmpty()) {
            return Optional.of(new Credential.RegistryToken(registryToken));
        }
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return Optional.of(new Credential.IdentityToken(identityToken));
        }
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) {
            String pair = decode(key, auth);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new IOException("the auth of " + key + " is not of the form user:password");
            }
            return Optional.of(Credential.of(pair.substring(0, colon), pair.substring(colon + 1)));
        }
        String username = entry.path("username").asText("");
        return username.isEmpty()
                ? Optional.empty()
                : Optional.of(Credential.of(username, entry.path("password").asText("")));
    }

    private static String decode(String key, String auth) throws IOException {
        try {
            String pair = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
            return pair.replaceAll("\0+$", "");
        } catch (IllegalArgumentException e) {
            throw new IOException("the auth of " + key + " is not base64");
        }
    }

    /** {@code https://index.docker.io/v1/} and {@code index.docker.io} are one. */
    private static String host(String key) {
        String bare = key.replaceFirst("^https?://", "").replaceFirst("/+$", "");
        return bare.replaceFirst("/v[12]$", "");
    }
}
