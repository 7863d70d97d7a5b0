package dev.drydock.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {

    @ParameterizedTest
    @CsvSource({
        "reg.example, https://reg.example, true",
        "reg.example, https://sub.reg.example, false",
        ".reg.example, https://sub.reg.example, true",
        ".reg.example, https://reg.example, false",
        "*.reg.example, https://a.b.reg.example, true",
        "*.reg.example, https://xreg.example, false",
        "reg*, https://reg.example:5000, true",
        "reg.example:5000, https://reg.example:5000, true",
        "reg.example:5000, https://reg.example, false",
        "10.0.0.0/8, https://10.1.2.3, true",
        "10.0.0.0/8, https://11.1.2.3, false",
        "10.1.2.0/23, https://10.1.3.255, true",
        "10.1.2.0/23, https://10.1.4.0, false",
        "10.0.0.0/8, https://ten.example, false",
        "10.0.0.0/99, https://10.1.2.3, false",
        "fd00::/8, https://[fd12::1], true",
        "fd00::/8, https://10.0.0.1, false",
        "10.1.2.3, https://10.1.2.3, true",
        "::2, https://[::2], true",
        "*, https://any.example, true",
        "REG.Example, https://reg.example, true",
        "x/y, https://reg.example, false",
        "nothing, https://127.0.0.1:5000, true",
        "nothing, http://localhost, true",
    })
    void hostsAreMatchedByPattern(String pattern, String uri, boolean direct) {
        assertThat(new NoProxy(List.of("", pattern)).covers(Origin.of(URI.create(uri))))
                .isEqualTo(direct);
    }
}
