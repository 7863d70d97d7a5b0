package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.dockerfile.Dockerfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusedArgumentsTest {

    /** Columns: the file with {@code ;} between lines, names of arguments given, those that nothing declares. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM scratch                                  | FOO               | FOO",
                "FROM scratch;ARG FOO                          | FOO               | ''",
                "FROM scratch;ARG FOO=1 BAR                    | FOO BAR           | ''",
                "FROM scratch;ARG foo                          | FOO               | FOO",
                "ARG FOO;FROM scratch                          | FOO               | ''",
                "FROM scratch AS unused;ARG FOO;FROM scratch   | FOO               | ''",
                "FROM scratch;ONBUILD ARG FOO                  | FOO               | FOO",
                "FROM scratch AS a;ONBUILD ARG FOO;FROM a      | FOO               | ''",
                "FROM scratch                                  | B C A             | A B C",
                "FROM scratch                                  | HTTP_PROXY no_proxy ALL_PROXY Ftp_Proxy | ''",
                "FROM scratch                                  | BUILDKIT_INLINE_CACHE SOURCE_DATE_EPOCH | ''",
                "FROM scratch                                  | TARGETARCH BUILDPLATFORM TARGETSTAGE    | ''",
                "FROM argument                                 | BASED OTHER       | OTHER",
            })
    void argumentsThatNothingDeclaresAreKnown(String file, String given, String unused) {
        Map<String, String> arguments = new HashMap<>();
        for (String name : given.split(" ")) {
            arguments.put(name, name.equals("SOURCE_DATE_EPOCH") ? "1" : "x");
        }
        byte[] text = file.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
        var request = Requests.of(Dockerfile.parse("Dockerfile", text), arguments);
        var frontend = new DockerfileFrontend(new FolderImages(Path.of("src/test/resources/frontend/images")));
        assertThat(frontend.plan(request).warnings())
                .isEqualTo(
                        unused.isEmpty()
                                ? List.of()
                                : List.of(
                                        "One or more build arguments were not consumed, because no ARG declares them: "
                                                + unused.replace(" ", ", ")));
    }
}
