package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.Accounts.Identity;
import dev.drydock.layer.Accounts.Owner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final Accounts ACCOUNTS = Accounts.parse(bytes("""
                    root:x:0:0:root:/root:/bin/bash
                    # comment:x:1:1::/:
                    broken
                    app:x:1000:1001:The App,,,:/home/app:/bin/sh
                    app:x:1:1:second entry of a name:/:
                    7up:x:77:78::/srv:
                    noshell:x:5:5
                    bad:x:one:1::/:
                      spaced:x:60:61::/sp:/bin/sh

                    1000000000000:x:9:9::/nine:
                    """), bytes("""
                    root:x:0:
                    app:x:1001:
                    audio:x:29:root,app
                    video:x:44:app
                    staff:x:50:root
                    7:x:700:
                    nogid:x::app
                    """));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "root, 0, 0",
        "app, 1000, 1001",
        "app:video, 1000, 44",
        "app:33, 1000, 33",
        "33, 33, 33",
        "1000, 1000, 1000",
        "7:nosuch, 7, 7",
        "nosuch, 0, 0",
        "nosuch:video, 0, 44",
        "app:nosuch, 1000, 1001",
        "app:, 1000, 0",
        "app:root, 1000, 0",
        "7up, 77, 78",
        "root:audio, 0, 29",
        "7:7, 7, 7",
        "2147483647, 2147483647, 2147483647",
        "4294967295, 0, 0",
        "5:2147483648, 5, 5",
        "1000000000000, 9, 9",
        "noshell, 5, 5",
        "spaced, 60, 61",
        "bad, 0, 1",
        "broken, 0, 0",
        "app:nogid, 1000, 0"
    })
    void chownForgivesUnknownNames(String given, long uid, long gid) {
        assertThat(ACCOUNTS.owner(given)).isEqualTo(new Owner(uid, gid));
    }

    @Test
    void userIsLookedUpWithItsGroups() {
        assertThat(ACCOUNTS.identity("")).isEqualTo(new Identity(0, 0, List.of(0L, 29L, 50L), "/root"));
        assertThat(ACCOUNTS.identity("root")).isEqualTo(ACCOUNTS.identity("0"));
        assertThat(ACCOUNTS.identity("app"))
                .isEqualTo(new Identity(1000, 1001, List.of(1001L, 29L, 44L, 0L), "/home/app"));
        assertThat(ACCOUNTS.identity("1000")).isEqualTo(ACCOUNTS.identity("app"));
        assertThat(ACCOUNTS.identity("app:video")).isEqualTo(new Identity(1000, 44, List.of(44L), "/home/app"));
        assertThat(ACCOUNTS.identity("app:33")).isEqualTo(new Identity(1000, 33, List.of(33L), "/home/app"));
        assertThat(ACCOUNTS.identity("app:7")).isEqualTo(new Identity(1000, 7, List.of(7L), "/home/app"));
        assertThat(ACCOUNTS.identity("4711")).isEqualTo(new Identity(4711, 0, List.of(0L), "/"));
        assertThat(ACCOUNTS.identity("4711:29")).isEqualTo(new Identity(4711, 29, List.of(29L), "/"));
        assertThat(ACCOUNTS.identity("1:4294967294"))
                .isEqualTo(new Identity(1, 4294967294L, List.of(4294967294L), "/"));
        assertThat(ACCOUNTS.identity("noshell").home()).isEqualTo("/");
        assertThat(Accounts.NONE.identity("")).isEqualTo(new Identity(0, 0, List.of(0L), "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "app:nosuch", "nosuch:video", "2147483648", "app:2147483648", "-1"})
    void userFailsForUnknownNames(String given) {
        assertThatThrownBy(() -> ACCOUNTS.identity(given))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("USER " + given);
    }

    @Test
    void filesAreNeededForNamesOnly() {
        assertThat(List.of("0", "root", "root:0", "5:", ":")).noneMatch(Accounts::needsFiles);
        assertThat(List.of("app", "0:app", "5up")).allMatch(Accounts::needsFiles);
    }
}
