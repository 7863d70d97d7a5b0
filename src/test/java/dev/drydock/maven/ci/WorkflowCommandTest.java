package dev.drydock.maven.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowCommandTest {

    private static final Path WORKSPACE = Path.of("/repo");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                Dockerfile:5: RUN make: exit code 2 ; file=shop/web/Dockerfile,line=5,title=drydock%3Abuild::Dockerfile:5: RUN make: exit code 2
                pom.xml: jvmFlags, a wrong one      ; file=shop/web/pom.xml,title=drydock%3Abuild::pom.xml: jvmFlags, a wrong one
                Other:5: is not ours                ; title=drydock%3Abuild::Other:5: is not ours
                ockerfile:5: nearly                 ; title=drydock%3Abuild::ockerfile:5: nearly
                The registry a:5000: refuses        ; title=drydock%3Abuild::The registry a:5000: refuses
                100 % full                          ; title=drydock%3Abuild::100 %25 full
                """)
    void aFailureIsShownAtTheLineItsMessageBeginsWith(String message, String command) {
        List<Path> files = List.of(Path.of("/repo/shop/web/Dockerfile"), Path.of("/repo/shop/web/pom.xml"));
        assertThat(WorkflowCommand.error("drydock:build", message, files, WORKSPACE))
                .isEqualTo("::error " + command + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/repo/a b/Dockerfile, file=a b/Dockerfile",
        "'/repo/a,b/Dockerfile', file=a%2Cb/Dockerfile",
        "/repo/a:b/100%/Dockerfile, file=a%3Ab/100%25/Dockerfile",
        "/repo/web/../api/Dockerfile, file=api/Dockerfile",
        "/elsewhere/Dockerfile, file=/elsewhere/Dockerfile"
    })
    void namesOfFilesAreRelativeToTheRepositoryAndEscaped(String file, String property) {
        assertThat(WorkflowCommand.error("g", "Dockerfile:1: x", List.of(Path.of(file)), WORKSPACE))
                .startsWith("::error " + property + ",line=1,title=g::");
    }

    /** A message cannot end the command and begin another. */
    @ParameterizedTest
    @CsvSource({"'a\n::set-env name=X::y', a%0A::set-env name=X::y", "'a\r\nb', a%0Ab", "'a\u001b[31mb', ab"})
    void aMessageStaysOneLine(String message, String escaped) {
        assertThat(WorkflowCommand.error("g", message, List.of(), WORKSPACE))
                .isEqualTo("::error title=g::" + escaped + "\n");
    }
}
