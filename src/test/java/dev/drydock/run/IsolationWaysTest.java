package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.run.IsolationWays.Rung;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.host.Credentials;
import dev.drydock.sandbox.host.HostRefusal;
import dev.drydock.sandbox.host.Namespaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class IsolationWaysTest {

    private static final Credentials ROOT = new Credentials(0, 0, "root", -1L, false);
    /** With the capabilities Docker and Kubernetes give. */
    private static final Credentials CONTAINER_ROOT = new Credentials(0, 0, "root", 0xa80425fbL, false);

    private static final Credentials USER = new Credentials(1000, 1000, "me", 0, false);

    @Test
    void everyWayThatComesIntoQuestionIsTriedInOrder() {
        for (var user : new Credentials[] {ROOT, CONTAINER_ROOT, USER}) {
            assertThat(IsolationWays.of(SandboxMode.AUTO, user))
                    .extracting(Rung::mode)
                    .startsWith(SandboxMode.NAMESPACES, SandboxMode.OVERLAY)
                    .isSorted();
        }
    }

    @Test
    void aChrootIsOnlyTakenWhereAContainerBoundsIt() {
        assertThat(IsolationWays.of(SandboxMode.AUTO, CONTAINER_ROOT))
                .extracting(Rung::mode)
                .contains(SandboxMode.CHROOT);
        for (var user : new Credentials[] {ROOT, USER}) {
            assertThat(IsolationWays.of(SandboxMode.AUTO, user))
                    .extracting(Rung::mode)
                    .doesNotContain(SandboxMode.CHROOT);
            assertThat(IsolationWays.of(SandboxMode.CHROOT, user))
                    .extracting(Rung::mode)
                    .containsExactly(SandboxMode.CHROOT);
        }
        assertThatThrownBy(() -> IsolationWays.of(SandboxMode.CHROOT, USER)
                        .get(0)
                        .preparation()
                        .namespaces())
                .isInstanceOf(HostRefusal.class)
                .hasMessageContaining("only root");
    }

    @Test
    void aModeAskedForIsTheOnlyOneTried() {
        assertThat(IsolationWays.of(SandboxMode.OVERLAY, ROOT))
                .extracting(Rung::mode)
                .containsExactly(SandboxMode.OVERLAY);
    }

    @Test
    void onlyRootWhoMayMountNeedsNoUserNamespace() throws Exception {
        assertThat(namespaces(ROOT)).isInstanceOf(Namespaces.Plain.class);
        assertThat(namespaces(CONTAINER_ROOT))
                .isInstanceOfSatisfying(
                        Namespaces.WithUser.class,
                        with -> assertThat(with.processes()).isEqualTo(Namespaces.Processes.OWN));
    }

    @Test
    void whoHasNoIdsIsToldACommandThatFits() {
        assertThat(IsolationWays.withoutIds(USER, "/etc/subuid").hint())
                .endsWith("sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 me");
    }

    @Test
    void aUserWithoutAnAccountGoesByTheNumber() {
        var nobody = new Credentials(4711, 0, "?", 0, false);
        assertThat(IsolationWays.withoutIds(nobody, "/etc/subgid").reason())
                .isEqualTo("the user 4711 has no subordinate ids in /etc/subgid");
        assertThat(IsolationWays.withoutIds(nobody, "/etc/subgid").hint())
                .endsWith("echo 4711:100000:65536 | sudo tee -a /etc/subuid /etc/subgid");
    }

    @Test
    void aContainerOfAnEngineIsTheLastResort() {
        for (var user : new Credentials[] {ROOT, CONTAINER_ROOT, USER}) {
            assertThat(IsolationWays.of(SandboxMode.AUTO, user))
                    .extracting(Rung::mode)
                    .endsWith(SandboxMode.CONTAINER);
            assertThat(IsolationWays.of(SandboxMode.CONTAINER, user))
                    .extracting(Rung::mode)
                    .containsExactly(SandboxMode.CONTAINER);
        }
    }

    @Test
    void whoIsNotOnLinuxIsToldWhatWorksThere() {
        assertThat(WorkerStart.unsupported(SandboxMode.CHROOT, "Mac OS X", "aarch64"))
                .hasMessage("drydock.sandbox=chroot works on Linux only, on x86-64 or arm64;"
                        + " this is Mac OS X on aarch64");
    }

    private static Namespaces namespaces(Credentials user) throws Exception {
        return IsolationWays.of(SandboxMode.NAMESPACES, user)
                .get(0)
                .preparation()
                .namespaces();
    }

    @Test
    void whoCannotGainPrivilegesIsNotToldToGetIds() {
        var bound = new Credentials(1000, 1000, "me", 0, true);
        var refusal = IsolationWays.withoutIds(bound, "/etc/subuid");
        assertThat(refusal.reason()).contains("no_new_privs");
        assertThat(refusal.hint()).isEmpty();
    }
}
