package dev.drydock.sandbox.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.container.ControlGroups.Hierarchy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables of mounts as machines have them, and what is mounted anew for them. */
class ControlGroupsTest {

    private static final String ROOT = "23 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw";
    private static final String SYS = "24 23 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw";
    private static final String DIRECTORY = "31 24 0:26 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755";

    @Test
    void versionTwoIsOneHierarchy() {
        var groups = of(
                "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot");
        assertThat(groups).isEqualTo(new ControlGroups(true, List.of(), Map.of()));
    }

    @Test
    void versionOneIsAHierarchyForEachControllerOrSeveralAndNamedOnes() {
        var groups = of(
                DIRECTORY,
                "32 31 0:27 / /sys/fs/cgroup/systemd rw shared:10 - cgroup cgroup"
                        + " rw,xattr,release_agent=/lib/systemd/systemd-cgroups-agent,name=systemd",
                "33 31 0:30 /docker/0815 /sys/fs/cgroup/cpu,cpuacct ro master:11 - cgroup cgroup rw,cpu,cpuacct",
                "34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,seclabel,cpuset,clone_children");
        assertThat(groups.unified()).isFalse();
        assertThat(groups.hierarchies())
                .containsExactly(
                        new Hierarchy("systemd", "cgroup", "xattr,name=systemd"),
                        new Hierarchy("cpu,cpuacct", "cgroup", "cpu,cpuacct"),
                        new Hierarchy("cpuset", "cgroup", "cpuset"));
        assertThat(groups.links()).containsExactly(Map.entry("cpu", "cpu,cpuacct"));
    }

    @Test
    void aHybridMachineHasVersionTwoBesideThem() {
        var groups = of(
                DIRECTORY,
                "32 31 0:27 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw",
                "33 31 0:30 /../.. /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory");
        assertThat(groups.hierarchies())
                .containsExactly(new Hierarchy("unified", "cgroup2", ""), new Hierarchy("memory", "cgroup", "memory"));
    }

    @Test
    void theMountOnTopCounts() {
        var groups = of(
                DIRECTORY,
                "33 31 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "34 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
        assertThat(groups.unified()).isTrue();
    }

    @Test
    void whatIsMountedDeeperOrElsewhereIsNot() {
        var groups = of(
                DIRECTORY,
                "33 31 0:30 /a /sys/fs/cgroup/memory/a rw - cgroup cgroup rw,memory",
                "34 23 0:30 / /mnt/memory rw - cgroup cgroup rw,memory");
        assertThat(groups.hierarchies()).isEmpty();
    }

    private static ControlGroups of(String... mounts) {
        var table = new java.util.ArrayList<>(List.of(ROOT, SYS));
        table.addAll(List.of(mounts));
        return ControlGroups.of(table, Map.of("cpu", "cpu,cpuacct"));
    }
}
