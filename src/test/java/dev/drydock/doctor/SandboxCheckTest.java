package dev.drydock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drydock.doctor.Finding.State;
import dev.drydock.run.SandboxTrial;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SandboxCheckTest {

    private static final String MAP_IDS = "sudo usermod --add-subuids 100000-165535";

    private static SandboxTrial works(SandboxMode mode, boolean automatic) {
        return new SandboxTrial(mode, "some way", automatic, null, null);
    }

    private static SandboxTrial refused(SandboxMode mode, String cure) {
        return new SandboxTrial(mode, "some way", true, "make a user namespace: EPERM", cure);
    }

    private static List<Finding> findings(Housing housing, SandboxTrial... trials) {
        return new SandboxCheck(housing).section(List.of(trials)).findings();
    }

    @Test
    void theFirstWayThatWorksIsTaken() {
        assertThat(findings(
                        Housing.MACHINE,
                        works(SandboxMode.NAMESPACES, true),
                        works(SandboxMode.OVERLAY, true),
                        refused(SandboxMode.CHROOT, "be root")))
                .extracting(Finding::state, Finding::text, Finding::cure)
                .containsExactly(
                        tuple(State.GOOD, "namespaces: some way (taken by auto)", null),
                        tuple(State.GOOD, "overlay: some way", null),
                        tuple(State.MISSING, "chroot: some way: make a user namespace: EPERM", null));
    }

    @Test
    void whateverAProgramSaysIsOneLine() {
        var trial =
                new SandboxTrial(SandboxMode.CONTAINER, "podman", true, "podman says: limits\n  Error: crun\n", null);
        assertThat(findings(Housing.MACHINE, trial).get(0).text())
                .isEqualTo("container: podman: podman says: limits Error: crun");
    }

    @Test
    void aBetterWayThatIsRefusedIsToldWithItsCureOnce() {
        assertThat(findings(
                        Housing.MACHINE,
                        refused(SandboxMode.NAMESPACES, MAP_IDS),
                        refused(SandboxMode.OVERLAY, MAP_IDS),
                        refused(SandboxMode.CHROOT, "be root")))
                .extracting(Finding::state, Finding::cure)
                .containsExactly(
                        tuple(State.MISSING, MAP_IDS),
                        tuple(State.MISSING, null),
                        tuple(State.MISSING, "be root"),
                        tuple(State.BAD, null));
    }

    @Test
    void inAPodTheCureIsOfThePodsSpecification() {
        assertThat(findings(Housing.POD, refused(SandboxMode.NAMESPACES, "docker run --security-opt …"))
                        .get(0)
                        .cure())
                .contains("securityContext:", "seccompProfile: {type: Unconfined}", "hostUsers: false")
                .doesNotContain("docker run");
    }

    @Test
    void aWayThatHasToBeAskedForIsNamed() {
        List<Finding> findings =
                findings(Housing.MACHINE, refused(SandboxMode.NAMESPACES, "x"), works(SandboxMode.CHROOT, false));
        assertThat(findings.get(2).state()).isEqualTo(State.BAD);
        assertThat(findings.get(2).cure()).contains("-Ddrydock.sandbox=chroot");
    }

    @Test
    void elsewhereThanOnLinuxOnlyAContainerOfAnEngineIsLeft() {
        assertThat(findings(Housing.MACHINE, refused(SandboxMode.CONTAINER, "Start Docker.")))
                .extracting(Finding::state, Finding::text, Finding::cure)
                .containsExactly(
                        tuple(State.MISSING, "container: some way: make a user namespace: EPERM", "Start Docker."),
                        tuple(State.BAD, "RUN cannot be executed here; images without RUN can be built", null));
    }

    @Test
    void aPodsSpecificationDoesNotGiveItAnEngine() {
        assertThat(findings(Housing.POD, refused(SandboxMode.CONTAINER, "Start Docker."))
                        .get(0)
                        .cure())
                .isEqualTo("Start Docker.");
    }

    /** The tests run where RUN can be executed, so one way at least works. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void everyWayIsReallyTried(@TempDir Path store) throws IOException, InterruptedException {
        List<SandboxTrial> trials = SandboxTrial.all(store, "");
        assertThat(trials)
                .extracting(SandboxTrial::mode)
                .containsExactly(
                        SandboxMode.NAMESPACES,
                        SandboxMode.OVERLAY,
                        SandboxMode.CHROOT,
                        SandboxMode.ONE_ID,
                        SandboxMode.CONTAINER);
        assertThat(trials)
                .anySatisfy(
                        trial -> assertThat(trial.works() && trial.automatic()).isTrue());
        assertThat(trials).allSatisfy(trial -> assertThat(trial.works()).isEqualTo(trial.reason() == null));
        assertThat(store.resolve("scratch")).isEmptyDirectory();
    }
}
