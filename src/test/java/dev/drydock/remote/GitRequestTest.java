package dev.drydock.remote;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.failure.BuildFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-u/bin/sh",
                "--upload-pack=x",
                "ext::sh -c id",
                "file:///etc",
                "/etc",
                "ssh://-oProxyCommand=x/y",
                "https://",
                "git@host",
                "-oProxyCommand=x@host:y",
                "https://h/a\nb",
                "user@-host:x"
            })
    void hostileAddressesAreRefused(String url) {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> new GitRequest(url, "", "", false, true, null))
                .withMessageContaining("cannot be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--upload-pack=x", "a:b", "+a", "a b", "a..b", "a\nb", "a^{}", "a@{1}", "*"})
    void hostileRefsAreRefused(String ref) {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> new GitRequest("https://h/a.git", ref, "", false, true, null))
                .withMessageContaining("cannot be the name");
    }
}
