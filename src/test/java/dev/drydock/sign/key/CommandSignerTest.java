package dev.drydock.sign.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sign.SampleKeys;
import dev.drydock.sign.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CommandSignerTest {

    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    private VerifyingKey key;

    @BeforeEach
    void makeKey() throws IOException {
        Path file = SampleKeys.write(SampleKeys.ec("secp256r1"), temp.resolve("key"));
        key = KeyFiles.verifying(Path.of(file + ".pub"), "drydock.sign.publicKey");
    }

    private CommandSigner shell(String script) {
        return new CommandSigner(List.of("sh", "-c", script), temp, key);
    }

    @Test
    void aProgramGetsTheBytesAndGivesTheSignature() throws IOException {
        byte[] signature = SampleKeys.signer(temp.resolve("key")).sign(MESSAGE);
        Files.write(temp.resolve("signature"), signature);
        assertThat(shell("cat > got; cat signature").sign(MESSAGE)).isEqualTo(signature);
        assertThat(temp.resolve("got")).hasBinaryContent(MESSAGE);
    }

    @Test
    void aFailureTellsWhatTheProgramSaid() {
        assertThatThrownBy(() ->
                        shell("cat >/dev/null; echo no such card >&2; exit 3").sign(MESSAGE))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("failed with exit code 3: no such card");
        assertThatThrownBy(() -> shell("exit 4").sign(new byte[1 << 20]))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("exit code 4");
    }

    @Test
    void whatIsNoSignatureOfTheKeyIsRefused() {
        assertThatThrownBy(() -> shell("cat").sign(MESSAGE))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("printed 14 bytes that are no signature of the key " + temp.resolve("key.pub"));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new CommandSigner(List.of("/no/such/program"), temp, key).sign(MESSAGE))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("The program that signs (/no/such/program) cannot be run");
    }
}
