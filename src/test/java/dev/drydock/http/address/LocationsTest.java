package dev.drydock.http.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {

    private static final URI BASE = URI.create("https://reg.example:5000/v2/a/b/blobs/uploads/x?old=1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://other.example/p?s=c%2Fd&e=%3d+1 | https://other.example/p?s=c%2Fd&e=%3d+1",
                "/v2/up/1?_state=A%2fb%2F~== | https://reg.example:5000/v2/up/1?_state=A%2fb%2F~==",
                "//cdn.example/x | https://cdn.example/x",
                "?_state=2 | https://reg.example:5000/v2/a/b/blobs/uploads/x?_state=2",
                "y?z=1 | https://reg.example:5000/v2/a/b/blobs/uploads/y?z=1",
                "/a//b/../c | https://reg.example:5000/a//b/../c",
                "/x?t={a^b} c\"d | https://reg.example:5000/x?t=%7Ba%5Eb%7D%20c%22d",
                "/x?bad=%zz&half=% | https://reg.example:5000/x?bad=%25zz&half=%25",
                "/x[1]?y[2]=3 | https://reg.example:5000/x%5B1%5D?y[2]=3",
                "/ü | https://reg.example:5000/%C3%BC",
                "http://[::1]:5000/v2/ | http://[::1]:5000/v2/",
                "'  /trimmed ' | https://reg.example:5000/trimmed",
            })
    void everyCharacterIsKeptButThoseNoAddressMayHave(String location, String meant) {
        assertThat(Locations.resolve(BASE, location).toString()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x/y", "gopher://x/ [}", "http://", "https://:80/", "javascript://alert", "http://a b/"})
    void whatIsNoAddressOfAServerIsRefused(String location) {
        assertThatThrownBy(() -> Locations.resolve(BASE, location)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQueryIsAddedAtTheEnd() {
        assertThat(Locations.withQuery(URI.create("http://h/p"), "digest", "sha256%3Aab"))
                .hasToString("http://h/p?digest=sha256%3Aab");
        assertThat(Locations.withQuery(URI.create("http://h/p?s=a%2Fb"), "digest", "sha256%3Aab"))
                .hasToString("http://h/p?s=a%2Fb&digest=sha256%3Aab");
    }

    @Test
    void messagesShowNoQuery() {
        assertThat(Locations.forMessage(URI.create("https://h:443/p?signature=secret")))
                .isEqualTo("https://h/p");
    }
}
