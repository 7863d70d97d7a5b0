package dev.drydock.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.dockerfile.text.Variables;
import dev.drydock.failure.BuildFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Variables ENV = Variables.of(Map.of("A", "one", "N", "64", "P", "80 81", "U", "1000"));

    private static Dockerfile file(String line) {
        return Dockerfile.parse("Dockerfile", ("FROM scratch\n" + line + "\n").getBytes(UTF_8));
    }

    private static MountSpec mount(String text) {
        var file = file("RUN --mount=" + text + " true");
        var run = (Instruction.Run) file.instructions().get(1);
        return new Words(file).mount(run, run.mounts().get(0), ENV);
    }

    private static Iterable<String> ports(String text) {
        var file = file("EXPOSE " + text);
        return new Words(file).ports((Instruction.Expose) file.instructions().get(1), ENV);
    }

    @Test
    void failuresShowTheInstruction() {
        var file = file("USER ${A");
        var user = (Instruction.User) file.instructions().get(1);

        assertThatThrownBy(() -> new Words(file).expand(user, user.user(), ENV))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("""
                        Dockerfile:2: bad substitution "${A": the closing } is missing
                          1 | FROM scratch
                        > 2 | USER ${A""");
    }

    @Test
    void documentsAreExpandedUnlessTheirWordIsQuoted() {
        var file = file("COPY <<-a <<'b' /x\n\t\"$A\" \\$A $NOPE\n\ta\n$A\nb");
        var copy = (Instruction.Copy) file.instructions().get(1);
        var words = new Words(file);

        var expanded = words.expandBody(copy, copy.inlineSources().get(0), ENV);

        assertThat(expanded.value()).isEqualTo("\"one\" $A \n");
        assertThat(expanded.unset()).containsExactly("NOPE");
        assertThat(words.expandBody(copy, copy.inlineSources().get(1), ENV).value())
                .isEqualTo("$A\n");
    }

    @Test
    void mountsHaveTheDefaultsOfTheirType() {
        assertThat(mount("target=/x").type()).isEqualTo(MountSpec.Type.BIND);
        assertThat(mount("target=/x").readOnly()).isTrue();
        assertThat(mount("target=/x,rw").readOnly()).isFalse();
        assertThat(mount("target=/x,readwrite=false").readOnly()).isTrue();
        assertThat(mount("type=cache,target=/x").readOnly()).isFalse();
        assertThat(mount("type=cache,target=/x,ro").readOnly()).isTrue();
        assertThat(mount("type=tmpfs,target=/x").readOnly()).isFalse();
        assertThat(mount("type=secret,id=x").readOnly()).isTrue();
        assertThat(mount("type=secret,id=x").env()).isNull();
    }

    @Test
    void valuesOfMountsAreExpanded() {
        var cache = mount(
                "TYPE=Cache,dst=/$A,id=${NOPE:-x},sharing=LOCKED,mode=0750,uid=$U,gid=4294967295,src=/s,from=other");

        assertThat(cache.type()).isEqualTo(MountSpec.Type.CACHE);
        assertThat(cache.place().target()).isEqualTo("/one");
        assertThat(cache.id()).isEqualTo("x");
        assertThat(cache.sharing()).isEqualTo(MountSpec.Sharing.LOCKED);
        assertThat(cache.owner().mode()).isEqualTo(0750);
        assertThat(cache.owner().uid()).isEqualTo(1000);
        assertThat(cache.owner().gid()).isEqualTo(4294967295L);
        assertThat(cache.place().source()).isEqualTo("/s");
        assertThat(cache.place().from()).isEqualTo("other");
        var secret = mount("type=secret,id=x,env=TOKEN,required,target=/t");
        assertThat(secret.required()).isTrue();
        assertThat(secret.env()).isEqualTo("TOKEN");
        assertThat(mount("type=ssh,required=false").required()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "512b, 512",
        "1k, 1024",
        "1K, 1024",
        "1kb, 1024",
        "1KiB, 1024",
        "$N m, 67108864",
        "1.5g, 1610612736",
        "2t, 2199023255552",
        "1p, 1125899906842624"
    })
    void sizesHaveUnits(String size, long bytes) {
        var spec = mount("\"type=tmpfs,target=/x,size=" + size + "\"");
        assertThat(spec.size()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=nosuch,target=/x",
                "type=tmpfs,size=lots",
                "type=tmpfs,size=-1",
                "type=tmpfs,size=9999999p",
                "type=tmpfs,size=1kk",
                "type=tmpfs,size=",
                "size=1,type=tmpfs",
                "target=/x,mode=0755",
                "target=/x,uid=0",
                "type=cache,target=/x,mode=999",
                "type=cache,target=/x,uid=root",
                "type=cache,target=/x,uid=4294967296",
                "type=cache,target=/x,sharing=maybe",
                "target=/x,sharing=shared",
                "target=/x,required",
                "target=/x,required=true",
                "type=secret",
                "type=secret,id=a,source=b",
                "type=secret,id=a,from=b",
                "type=secret,id=a,sharing=shared",
                "target=/x,ro=perhaps",
                "target",
                "nosuch",
                "traget=/x",
                "target=${A",
                "target=/x,,ro"
            })
    void mountsThatMakeNoSenseAreRefused(String text) {
        assertThatThrownBy(() -> mount(text))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("Dockerfile:2: --mount=" + text + ": ")
                .extracting(failure -> ((BuildFailure) failure).hint())
                .isNotNull();
    }

    @Test
    void portsAreSpreadAndNormalised() {
        assertThat(ports("8080")).containsExactly("8080/tcp");
        assertThat(ports("80/ 53/sctp 53/UDP")).containsExactly("53/udp", "53/sctp", "80/tcp");
        assertThat(ports("100-102/udp 9-9")).containsExactly("100/udp", "101/udp", "102/udp", "9/tcp");
        assertThat(ports("$P/udp")).containsExactly("80/tcp", "81/udp");
        assertThat(ports("80 80")).containsExactly("80/tcp", "80/tcp");
        assertThat(ports("8080:80 1.2.3.4:8080:80 [::1]:8080-8081:80-81 ::1::90 :91 80-81:92"))
                .containsExactlyInAnyOrder("80/tcp", "80/tcp", "92/tcp", "90/tcp", "91/tcp", "80/tcp", "81/tcp");
        assertThat(ports("$NOPE")).isEmpty();
        assertThat(ports("0 65535")).containsExactly("0/tcp", "65535/tcp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65536",
                "-1",
                "http",
                "80/icmp",
                "80/tcp/udp",
                "/tcp",
                "90-80",
                "80-",
                "-",
                "80:",
                "a:80",
                "80-82:80-81",
                "300.1.1.1::80",
                "1.2.3::80",
                "[::g]::80",
                "example.com:80:80",
                "999999999999999999999",
                "${A"
            })
    void wordsThatAreNoPortsAreRefused(String text) {
        assertThatThrownBy(() -> ports(text)).isInstanceOf(BuildFailure.class).hasMessageStartingWith("Dockerfile:2: ");
    }

    @Test
    void morePortsThanThereAreAreRefused() {
        assertThatThrownBy(() -> ports("0-65535 ".repeat(5).strip())).hasMessageContaining("more than");
    }
}
