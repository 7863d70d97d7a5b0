package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Root as it is in most containers: it may give files to anybody, and mount nothing outside a user namespace. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ContainerRootTest extends SandboxTest {

    @Test
    void rootWithoutTheRightToMountRunsInAUserNamespaceWithAllIds() throws Exception {
        assumeTrue(isRoot(), "only root has rights to give up");
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(Files.isExecutable(setpriv), "setpriv of util-linux is not installed");
        var process = new ProcessBuilder(
                        setpriv.toString(),
                        "--bounding-set",
                        "-sys_admin",
                        "--inh-caps",
                        "-sys_admin",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        SeparateBuild.classPath(),
                        SeparateBuild.class.getName(),
                        scratch().resolve("store").toString(),
                        directory.toString(),
                        "id -u; touch /f; chown 1000:40000 /f; stat -c %u:%g /f; mount -t tmpfs none /mnt || echo no"
                                + " mount")
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().lines()).contains("0", "1000:40000", "no mount");
        assertThat(process.waitFor()).isZero();
    }
}
