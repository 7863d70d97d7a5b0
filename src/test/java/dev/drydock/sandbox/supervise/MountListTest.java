package dev.drydock.sandbox.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountListTest {

    private static final String MOUNTINFO = """
            20 1 0:31 /subvolume / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a,upperdir=/b
            21 20 0:22 / /proc rw,nosuid,nodev,noexec - proc proc rw
            22 21 0:23 / /proc/kcore rw,nosuid - tmpfs tmpfs rw,size=64k
            23 20 0:24 / /sys ro,nosuid - sysfs sysfs ro
            24 23 0:25 / /sys/fs/cgroup ro - cgroup2 cgroup rw
            25 20 0:26 / /processes rw - tmpfs tmpfs rw
            26 20 8:1 /volumes/v /a\\040volume rw,noatime - ext4 /dev/sda1 rw,data=ordered
            27 26 8:2 / /a\\040volume/store/other rw - xfs /dev/sdb rw
            """;

    private final MountList mounts = MountList.of("/a volume/store/work/tree", MOUNTINFO);

    @Test
    void theRootIsOnTheFileSystemThatTheTreeIsOn() {
        assertThat(list("/proc/7/mountinfo"))
                .containsExactly(
                        "26 20 8:1 / / rw,noatime - ext4 /dev/sda1 rw,data=ordered",
                        "21 20 0:22 / /proc rw,nosuid,nodev,noexec - proc proc rw",
                        "22 21 0:23 / /proc/kcore rw,nosuid - tmpfs tmpfs rw,size=64k",
                        "23 20 0:24 / /sys ro,nosuid - sysfs sysfs ro",
                        "24 23 0:25 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    }

    @Test
    void theShortListHasTheOptionsOfTheMountAndOfTheFileSystem() {
        assertThat(list("/proc/7/task/8/mounts"))
                .containsExactly(
                        "/dev/sda1 / ext4 rw,noatime,data=ordered 0 0",
                        "proc /proc proc rw,nosuid,nodev,noexec 0 0",
                        "tmpfs /proc/kcore tmpfs rw,nosuid,size=64k 0 0",
                        "sysfs /sys sysfs ro,nosuid 0 0",
                        "cgroup /sys/fs/cgroup cgroup2 ro 0 0");
    }

    @Test
    void ofTwoMountsOnOnePointTheLaterOneIsOnTop() {
        var twice = MountList.of("/tree", MOUNTINFO + "30 20 8:3 / / rw - btrfs /dev/sdc rw\n");
        assertThat(twice.replacing("/proc/7/mounts")).startsWith("/dev/sdc / btrfs rw 0 0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/proc/7/status", "/proc/mountinfo", "/proc/7/mountstats", "/proc/7/fd/mounts", "/dev/null"})
    void otherFilesAreTheProcessesOwn(String path) {
        assertThat(mounts.replacing(path)).isNull();
    }

    private String[] list(String path) {
        return mounts.replacing(path).split("\n");
    }
}
