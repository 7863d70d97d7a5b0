package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.image.Json;
import dev.drydock.registry.testing.OwnClassPath;
import dev.drydock.sign.SampleKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a service account, exchanged at a token server by the protocol of RFC 7523, as Google's library does it. */
class GoogleTokenTest {

    private static final String ACCOUNT = "builder@project.iam.gserviceaccount.com";

    @TempDir
    Path dir;

    private HttpServer server;
    private final KeyPair keys = SampleKeys.rsa(2048);
    private final List<String> scopes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void googlesRegistriesGetATokenAndLookAlikesDoNot() throws Exception {
        assertThat(find(
                        key(keys),
                        "gcr.io",
                        "eu.gcr.io:443",
                        "europe-docker.pkg.dev",
                        "evilgcr.io",
                        "gcr.io.evil.example"))
                .containsExactly(
                        "gcr.io oauth2accesstoken token-of-" + ACCOUNT,
                        "eu.gcr.io:443 oauth2accesstoken token-of-" + ACCOUNT,
                        "europe-docker.pkg.dev oauth2accesstoken token-of-" + ACCOUNT,
                        "evilgcr.io nothing",
                        "gcr.io.evil.example nothing");
        assertThat(scopes).hasSize(3).allMatch(scope -> scope.startsWith("https://www.googleapis.com/auth/"));
    }

    @Test
    void whatTheTokenServerSaysIsTold() throws Exception {
        assertThat(find(key(SampleKeys.rsa(3072)), "gcr.io"))
                .singleElement()
                .asString()
                .startsWith("gcr.io failed: ")
                .contains("invalid_grant");
    }

    @Test
    void aKeyFileThatIsNotThereIsTold() throws Exception {
        assertThat(find(dir.resolve("none.json"), "gcr.io"))
                .singleElement()
                .asString()
                .startsWith("gcr.io failed: ")
                .contains("none.json");
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> form = new TreeMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        for (String pair : body.split("&")) {
            form.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        String[] parts = form.getOrDefault("assertion", "..").split("\\.", -1);
        boolean right = form.get("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer")
                && isSigned(keys.getPublic(), parts);
        byte[] answer;
        if (right) {
            ObjectNode claims = Json.parseObject(Base64.getUrlDecoder().decode(parts[1]));
            scopes.add(claims.path("scope").asText());
            answer = ("{\"access_token\":\"token-of-" + claims.path("iss").asText()
                            + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}")
                    .getBytes(StandardCharsets.UTF_8);
        } else {
            answer = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}"
                    .getBytes(StandardCharsets.UTF_8);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(right ? 200 : 400, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static boolean isSigned(PublicKey key, String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As the console of Google's cloud hands it out. */
    private Path key(KeyPair pair) throws IOException {
        ObjectNode key = Json.object();
        key.put("type", "service_account");
        key.put("project_id", "project");
        key.put("private_key_id", "0815");
        key.put(
                "private_key",
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        key.put("client_email", ACCOUNT);
        key.put("client_id", "1234567890");
        key.put("token_uri", "http://127.0.0.1:" + server.getAddress().getPort() + "/token");
        return Files.write(dir.resolve("key.json"), Json.write(key));
    }

    private List<String> find(Path key, String... registries) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                OwnClassPath.get(),
                GoogleProcess.class.getName()));
        command.addAll(Arrays.asList(registries));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GOOGLE_APPLICATION_CREDENTIALS", key.toString());
        Process process = builder.start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return printed;
    }
}
