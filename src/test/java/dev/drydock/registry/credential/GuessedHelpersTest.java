package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.progress.SilentBuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs stand in for the helpers: they note whom they were asked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helpers of these tests are shell scripts")
class GuessedHelpersTest {

    @TempDir
    Path dir;

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "gcr.io, gcr",
        "eu.gcr.io, gcr",
        "GCR.io, gcr",
        "gcr.io:443, gcr",
        "europe-west1-docker.pkg.dev, gcr",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com, ecr-login",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn, ecr-login",
        "public.ecr.aws, ecr-login",
        "team.azurecr.io, acr-env",
    })
    void theHelperOfARegistrysProviderIsAsked(String registry, String helper) throws Exception {
        for (String each : List.of("gcr", "ecr-login", "acr-env")) {
            install(
                    each,
                    "read server; echo \"$server\" >> " + dir + "/asked\n" + "echo '{\"Username\":\"" + each
                            + "\",\"Secret\":\"s\"}'");
        }
        CredentialChain.Finding found = find(registry);
        assertThat(found.credential())
                .hasValueSatisfying(credential -> assertThat(credential.who()).contains(helper));
        assertThat(dir.resolve("asked")).hasContent(registry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evilgcr.io",
                "gcr.io.evil.example",
                "gcr-io.example",
                "gcr.io:8443",
                "pkg.dev.example",
                "notamazonaws.com",
                "amazonaws.com.evil",
                "xazurecr.io",
                "azurecr.io.evil.example",
                "registry.example",
                "docker.io",
                "localhost:5000",
            })
    void aHostThatOnlyLooksLikeItGetsNothing(String registry) throws Exception {
        for (String each : List.of("gcr", "ecr-login", "acr-env")) {
            install(each, "echo asked >> " + dir + "/asked; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
        }
        assertThat(find(registry).credential()).isEmpty();
        assertThat(dir.resolve("asked")).doesNotExist();
    }

    @Test
    void oneThatIsNotInstalledIsNoMatter() {
        assertThat(find("gcr.io").credential()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    /** Public images need no log-in; what it said stands in the message if the registry refuses. */
    @Test
    void oneThatFailsIsMentionedOnlyInTheTrail() throws Exception {
        install("gcr", "echo 'run gcloud auth login' >&2; exit 1");
        CredentialChain.Finding found = find("gcr.io");
        assertThat(found.credential()).isEmpty();
        assertThat(found.trail()).last().asString().contains("failed").contains("run gcloud auth login");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatAFileSaysGoesBefore() throws Exception {
        install("gcr", "echo '{\"Username\":\"guessed\",\"Secret\":\"s\"}'");
        Files.createDirectories(dir.resolve(".docker"));
        Files.writeString(dir.resolve(".docker/config.json"), "{\"auths\":{\"gcr.io\":{\"auth\":\"bmFtZWQ6cw==\"}}}");
        assertThat(find("gcr.io").who()).contains("named");
    }

    private CredentialChain.Finding find(String registry) {
        var sources = StandardSources.of(Map.of("PATH", dir + "/bin:/usr/bin:/bin"), dir, Duration.ofSeconds(20));
        var log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        return new CredentialChain(sources, log).find(new CredentialQuery(registry, "team/app"));
    }

    private void install(String suffix, String script) throws IOException {
        Path program = Files.createDirectories(dir.resolve("bin")).resolve("docker-credential-" + suffix);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
