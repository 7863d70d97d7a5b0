package dev.drydock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.doctor.Finding.State;
import dev.drydock.http.RetryPolicy;
import dev.drydock.image.Reference;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCheckTest {

    private static final RegistryOptions FAST = new RegistryOptionsBuilder()
            .retries(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(5)))
            .build();

    private static List<Finding> findings(RegistryOptions options, String registry) {
        return new RegistryCheck(options, new SilentBuildLog())
                .section(List.of(Reference.parse(registry + "/team/app")))
                .findings();
    }

    private static RegistryOptions as(String registry, String password) {
        return new RegistryOptionsBuilder(FAST)
                .credentials(List.of(
                        CredentialSource.explicit("settings.xml", registry, new Credential.Basic("bob", password))))
                .build();
    }

    @Test
    void aRegistryThatLetsUsInIsToldWithWhoWeAre() throws IOException {
        try (TestRegistry registry = TestRegistry.start(Login.bearer("bob", "secret"))) {
            String at = registry.hostAndPort();
            assertThat(findings(as(at, "secret"), at)).singleElement().satisfies(finding -> {
                assertThat(finding.state()).isEqualTo(State.GOOD);
                assertThat(finding.text())
                        .isEqualTo(at + " at http://" + at + " lets user 'bob' from settings.xml read team/app");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"wrong, user 'bob'", ", anonymous"})
    void oneThatDoesNotIsToldWithWhereCredentialsWereLookedFor(String password, String who) throws IOException {
        try (TestRegistry registry = TestRegistry.start(Login.basic("bob", "secret"))) {
            String at = registry.hostAndPort();
            RegistryOptions options = password == null
                    ? new RegistryOptionsBuilder(FAST).credentials(List.of()).build()
                    : as(at, password);
            assertThat(findings(options, at)).singleElement().satisfies(finding -> {
                assertThat(finding.state()).isEqualTo(State.BAD);
                assertThat(finding.text()).contains(at, who).doesNotContain("secret");
                assertThat(finding.cure()).isNotBlank();
            });
        }
    }

    @Test
    void oneThatIsNotThereIsToldInWords() {
        String at;
        try (RawServer gone = RawServer.start((request, connection) -> connection.close())) {
            at = gone.hostAndPort();
        }
        assertThat(findings(FAST, at)).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(State.BAD);
            assertThat(finding.text()).startsWith("Cannot reach " + at).doesNotContain("Exception");
        });
    }

    @ParameterizedTest
    @CsvSource({"-3600, ahead of", "3600, behind", "5, ", "-5, "})
    void aClockThatIsWrongIsTold(int ahead, String told) throws IOException {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(ahead));
        try (RawServer server = RawServer.start(
                (request, connection) -> connection.send(Response.of(200).with("Date", date)))) {
            List<Finding> findings = findings(FAST, server.hostAndPort());
            if (told == null) {
                assertThat(findings).extracting(Finding::state).containsExactly(State.GOOD);
            } else {
                assertThat(findings).extracting(Finding::state).containsExactly(State.GOOD, State.BAD);
                assertThat(findings.get(1).text()).contains(" s " + told + " that of");
                assertThat(findings.get(1).cure()).contains("NTP");
            }
        }
    }
}
