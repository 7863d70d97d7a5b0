package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Control groups as a process sees them: what it reads of its own and of the mounts fits, whichever Maven is in. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ControlGroupTest extends SandboxTest {

    private static final String SHOW = "cat /proc/self/cgroup; grep ' - cgroup' /proc/self/mountinfo";
    private static final List<String> SETTINGS = List.of("-XshowSettings:system", "-version");
    private static final String LIMIT = String.valueOf(512 << 20);

    /** The two kinds of hierarchies, and where each says how much memory there may be. */
    enum Version {
        ONE("cgroup", "memory", "memory/memory.limit_in_bytes"),
        TWO("cgroup2", "", "memory.max");

        private final String type;
        private final String controller;
        private final String limit;

        Version(String type, String controller, String limit) {
            this.type = type;
            this.controller = controller;
            this.limit = limit;
        }

        /** One below that this test runs in; the test is skipped where none can be made. */
        NestedGroup nested() throws IOException {
            var view = ControlGroupView.own();
            var mount = view.mounts().stream()
                    .filter(each -> each.type().equals(type) && each.has(controller))
                    .findFirst();
            assumeTrue(mount.isPresent(), "this machine has no control groups of this version for memory");
            return NestedGroup.in(view.place(mount.get()).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "without network", "privileged", "user"})
    void aProcessFindsItsOwnGroupsWhereTheMountsSay(String kind) throws Exception {
        var run = new Run().script(SHOW);
        switch (kind) {
            case "without network" -> run.withoutNetwork();
            case "privileged" -> run.privileged();
            case "user" -> run.user("web");
            default -> {}
        }
        assertConsistent(run.go().lines());
    }

    @Test
    void controlGroupsCannotBeChanged() throws Exception {
        var outcome = run("cd /sys/fs/cgroup; for d in . */; do mkdir $d/x 2> /dev/null && echo made $d/x;"
                + " (echo 1 > $d/cgroup.procs) 2> /dev/null && echo moved to $d; done; echo end");
        assertThat(outcome.lines()).containsExactly("end");
    }

    @Test
    void theRestOfSysIsAsOutside() throws Exception {
        var outcome = run("ls /sys; ls -d /sys/class/net/lo");
        assertThat(outcome.lines()).endsWith("/sys/class/net/lo");
        try (var children = Files.list(Path.of("/sys"))) {
            assertThat(outcome.lines())
                    .containsAll(children.map(child -> String.valueOf(child.getFileName()))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNestedGroupIsTheRootAndItsLimitIsSeen(Version version) throws Exception {
        try (var nested = version.nested()) {
            boolean limited = nested.set(version.limit, LIMIT);
            var lines = runIn(nested, SHOW + "; cat /sys/fs/cgroup/" + version.limit + " || true", List.of());
            assertConsistent(lines);
            assertThat(lines).noneMatch(line -> line.contains(nested.name()));
            if (limited) {
                assertThat(lines).contains(LIMIT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void javaReadsTheLimitOfItsGroup(Version version) throws Exception {
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        String outside = String.join("\n", printed(java(), SETTINGS));
        assumeTrue(!outside.contains("No metrics available"), "Java reads no control groups on this machine");
        var shown = Stream.of("/usr", "/lib", "/lib64", "/etc", java.toString())
                .filter(path -> Files.isDirectory(Path.of(path)))
                .toList();
        try (var nested = version.nested()) {
            boolean limited = nested.set(version.limit, LIMIT);
            var lines = runIn(nested, java + "/bin/java " + String.join(" ", SETTINGS) + " 2>&1", shown);
            assertThat(lines)
                    .anyMatch(line -> line.contains("Operating System Metrics"))
                    .noneMatch(line -> line.contains("Exception"));
            if (limited) {
                assertThat(lines).anyMatch(line -> line.strip().equals("Memory Limit: 512.00M"));
            }
        }
    }

    /** Every group that a process is in is a directory that it finds, where its hierarchy is mounted at all. */
    private static void assertConsistent(List<String> lines) {
        var view = ControlGroupView.of(lines);
        assertThat(view.mounts()).hasSameSizeAs(ControlGroupView.own().mounts());
        assertThat(view.mounts())
                .allSatisfy(mount -> assertThat(view.place(mount))
                        .as("%s with %s", mount, view.groups())
                        .isPresent());
    }

    /**
     * Runs a script, by a build that is in that group.
     *
     * @return what it prints
     */
    private List<String> runIn(NestedGroup group, String script, List<String> shown) throws Exception {
        var build = new ArrayList<>(List.of(
                "-c",
                "echo $$ > " + group.members() + " && exec \"$0\" \"$@\"",
                java(),
                "-cp",
                SeparateBuild.classPath(),
                SeparateBuild.class.getName(),
                store().toString(),
                directory.toString(),
                script));
        build.addAll(shown);
        return printed("sh", build);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> printed(String program, List<String> arguments) throws Exception {
        var command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s", lines).isZero();
        return lines;
    }
}
