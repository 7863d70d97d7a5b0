package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.concurrent.Tasks;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Json;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.testing.OwnClassPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces of a log-in in Docker's file, and with helpers, for which scripts stand that keep what they are given. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helpers of these tests are shell scripts")
class KeptCredentialsTest {

    private static final String REGISTRY = "registry.example:5000";

    @TempDir
    Path home;

    @Test
    void aNewFileIsForItsOwnerAlone() throws Exception {
        assertThat(kept().keep(REGISTRY, "bob", "s:cret")).isEmpty();
        assertThat(json()).isEqualTo("{'auths':{'" + REGISTRY + "':{'auth':'" + base64("bob:s:cret") + "'}}}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config())))
                .isEqualTo("rw-------");
        assertThat(found(REGISTRY)).isEqualTo("bob s:cret");
    }

    @Test
    void allElseStaysInItsOrder() throws Exception {
        write("{'z':[1,2.50,null],'auths':{'other.example':{'auth':'x'},'" + REGISTRY + "':{'auth':'old'},'a':{}},"
                + "'HttpHeaders':{'User-Agent':'me'},'a':{'b':true}}");
        Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-r--r--"));
        kept().keep(REGISTRY, "bob", "new");
        assertThat(json())
                .isEqualTo("{'z':[1,2.50,null],'auths':{'other.example':{'auth':'x'},'a':{},'" + REGISTRY
                        + "':{'auth':'" + base64("bob:new") + "'}},'HttpHeaders':{'User-Agent':'me'},'a':{'b':true}}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config())))
                .isEqualTo("rw-------");
        assertThat(kept().forget(REGISTRY)).hasValue(config().toString());
        assertThat(json())
                .isEqualTo("{'z':[1,2.50,null],'auths':{'other.example':{'auth':'x'},'a':{}},"
                        + "'HttpHeaders':{'User-Agent':'me'},'a':{'b':true}}");
        assertThat(kept().forget(REGISTRY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, https://index.docker.io/v1/, docker.io",
        "docker.io, https://index.docker.io/v1/, https://index.docker.io/v1/",
        "docker.io, https://index.docker.io/v1/, index.docker.io",
        "ghcr.io, ghcr.io, https://ghcr.io",
        "ghcr.io, ghcr.io, https://ghcr.io/v2/",
    })
    void theNameIsThatOfDockerAndOtherNamesOfTheRegistryGo(String registry, String name, String other)
            throws Exception {
        write("{'auths':{'" + other + "':{'auth':'b2xkOm9sZA=='}}}");
        kept().keep(registry, "bob", "p");
        assertThat(json()).isEqualTo("{'auths':{'" + name + "':{'auth':'" + base64("bob:p") + "'}}}");
        assertThat(found(registry)).isEqualTo("bob p");
        kept().forget(registry);
        assertThat(json()).isEqualTo("{'auths':{}}");
    }

    @ParameterizedTest
    @CsvSource({
        "'credsStore':'fake', registry.example:5000, registry.example:5000",
        "'credsStore':'fake', docker.io, https://index.docker.io/v1/",
        "'credHelpers':{'registry.example:5000':'fake'}, registry.example:5000, registry.example:5000",
        "'credHelpers':{'docker.io':'fake'}, docker.io, docker.io",
    })
    void aHelperThatIsConfiguredKeepsThem(String setting, String registry, String server) throws Exception {
        helper();
        write("{" + setting + ",'auths':{'" + registry + "':{'auth':'" + base64("bob:old") + "'}}}");
        assertThat(kept().keep(registry, "bob", "p'\"\\w")).hasValue("docker-credential-fake");
        assertThat(Files.readString(home.resolve("stored")))
                .isEqualTo("{\"ServerURL\":\"" + server + "\",\"Username\":\"bob\",\"Secret\":\"p'\\\"\\\\w\"}");
        assertThat(json()).doesNotContain(base64("bob:old")).contains(":{}");
        assertThat(found(registry)).isEqualTo("bob p'\"\\w");
        assertThat(kept().forget(registry)).hasValue("docker-credential-fake");
        assertThat(home.resolve("erased")).hasContent(server);
        assertThat(home.resolve("stored")).doesNotExist();
        assertThat(json()).isEqualTo("{" + setting + ",'auths':{}}");
        assertThat(kept().forget(registry)).hasValue("docker-credential-fake");
    }

    @Test
    void aHelperForAnotherRegistryHasNoPartInIt() throws Exception {
        write("{'credHelpers':{'other.example':'missing'}}");
        assertThat(kept().keep(REGISTRY, "bob", "p")).isEmpty();
    }

    @Test
    void aHelperThatFailsIsQuotedWithoutTheSecretAndChangesNothing() throws Exception {
        String before = "{'credsStore':'fake','auths':{'" + REGISTRY + "':{'auth':'eA=='}}}";
        script("cat; exit 1");
        write(before);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> kept().keep(REGISTRY, "bob", "s3cret"))
                .withMessageContaining(
                        "The credentials for " + REGISTRY + " are not kept: docker-credential-fake failed")
                .withMessageNotContaining("s3cret")
                .satisfies(failure -> assertThat(failure.hint()).contains(config().toString()));
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> kept().forget(REGISTRY))
                .withMessageContaining("are still kept");
        Files.delete(home.resolve("bin/docker-credential-fake"));
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> kept().keep(REGISTRY, "bob", "s3cret"))
                .withMessageContaining("docker-credential-fake is not in PATH");
        assertThat(json()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoJsonIsLeftAsItIs() throws Exception {
        String text = "{ // the registry of the team\n 'auths': {} }";
        Files.createDirectories(config().getParent());
        Files.writeString(config(), text);
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> kept().keep(REGISTRY, "bob", "p"))
                .withMessage(config() + " cannot be used, and is left as it is: it is not a JSON object");
        assertThat(config()).hasContent(text);
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path real = Files.writeString(home.resolve("dotfile"), "{}");
        Files.createDirectories(config().getParent());
        Files.createSymbolicLink(config(), real);
        kept().keep(REGISTRY, "bob", "p");
        assertThat(config()).isSymbolicLink();
        assertThat(Files.readString(real)).contains(REGISTRY);
    }

    @Test
    void dockersVariableMovesTheFile() throws Exception {
        Path elsewhere = home.resolve("elsewhere");
        var kept = KeptCredentials.of(Map.of("DOCKER_CONFIG", elsewhere.toString()), home);
        kept.keep(REGISTRY, "bob", "p");
        assertThat(elsewhere.resolve("config.json")).exists();
        assertThat(config()).doesNotExist();
    }

    @Test
    void anIdentityTokenIsKeptAsOneAndAColonInAUserNameIsRefused() throws Exception {
        kept().keep(REGISTRY, "<token>", "t0ken");
        assertThat(json()).isEqualTo("{'auths':{'" + REGISTRY + "':{'identitytoken':'t0ken'}}}");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> kept().keep(REGISTRY, "a:b", "p"))
                .withMessageContaining("'a:b' has a colon");
    }

    @Test
    void logInsAtTheSameTimeLoseNothingOfEachOther() throws Exception {
        write("{'auths':{'before.example':{'auth':'x'}},'psFormat':'table'}");
        List<Process> others = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            others.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            OwnClassPath.get(),
                            ManyLogIns.class.getName(),
                            home.toString(),
                            name)
                    .inheritIO()
                    .start());
        }
        List<Callable<Void>> here = new ArrayList<>();
        for (String name : List.of("third", "fourth")) {
            here.add(() -> {
                ManyLogIns.at(home, name);
                return null;
            });
        }
        Tasks.run("login", 2, here);
        for (Process other : others) {
            assertThat(other.waitFor()).isZero();
        }
        JsonNode config = Json.parseObject(Files.readAllBytes(config()));
        List<String> expected = new ArrayList<>(List.of("before.example"));
        for (String name : List.of("first", "second", "third", "fourth")) {
            expected.addAll(ManyLogIns.registries(name));
        }
        List<String> found = new ArrayList<>();
        config.path("auths").fieldNames().forEachRemaining(found::add);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(config.path("psFormat").asText()).isEqualTo("table");
    }

    private Map<String, String> environment() {
        return Map.of("PATH", home.resolve("bin") + ":/usr/bin:/bin", "STORE", home.toString());
    }

    private KeptCredentials kept() {
        return KeptCredentials.of(environment(), home);
    }

    private Path config() {
        return home.resolve(".docker/config.json");
    }

    private void write(String json) throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), json.replace('\'', '"'));
    }

    private String json() throws IOException {
        return Files.readString(config()).replaceAll("\\s", "").replace('"', '\'');
    }

    private String found(String registry) {
        Optional<Credential> found = new CredentialChain(StandardSources.of(environment(), home), BuildLog.NONE)
                .find(new CredentialQuery(registry, "team/app"))
                .credential();
        return found.map(credential -> credential instanceof Credential.Basic basic
                        ? basic.username() + " " + basic.password()
                        : credential.toString())
                .orElse("nothing");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps one object. */
    private void helper() throws IOException {
        script("""
                case $1 in
                store) cat > "$STORE/stored" ;;
                erase) cat > "$STORE/erased"; rm -f "$STORE/stored" ;;
                get) test -f "$STORE/stored" || { echo "credentials not found in native keychain"; exit 1; }
                     cat "$STORE/stored" ;;
                esac""");
    }

    private void script(String text) throws IOException {
        Path file = Files.createDirectories(home.resolve("bin")).resolve("docker-credential-fake");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
