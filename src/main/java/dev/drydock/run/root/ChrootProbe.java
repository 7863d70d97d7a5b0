package dev.drydock.run.root;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.container.Container;
import dev.drydock.sandbox.container.ContainerRefusal;
import dev.drydock.sandbox.container.ContainerSpec;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out whether processes can be run in a chroot, by starting one in an empty root: it fails last of all. */
final class ChrootProbe {

    private static final int SOMEBODY = 1;
    private static final Path CHILDREN = Path.of("/proc/self/task");

    private ChrootProbe() {}

    /** @return why it cannot be done, null if it can */
    static @Nullable String run(WorkPlaces work, Path scratch) throws IOException {
        try (var place = work.create();
                var directory = Directory.open(place.path())) {
            directory.makeDirectory("root", 0755);
            directory.setOwner("root", SOMEBODY, SOMEBODY);
            directory.makeNode("whiteout", FileStatus.CHARACTER_DEVICE, 0, 0);
            OverlayMarks.USER.makeOpaque(directory, "root");
            if (!OverlayMarks.USER.isOpaque(directory, "root")) {
                return "the file system of " + place.path() + " keeps no extended attributes";
            }
            if (Files.notExists(CHILDREN.resolve(ProcessHandle.current().pid() + "/children"))) {
                return "this kernel does not tell the children of a process in /proc";
            }
            Container.start(spec(place.resolve("root")), scratch.resolve("probe"), Map.of())
                    .await();
            return null;
        } catch (ContainerRefusal e) {
            return e.isAboutProgram() ? null : e.getMessage();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static ContainerSpec spec(Path root) {
        return new ContainerSpec(
                new ContainerSpec.Root(root.toString(), "/proc", "/sys", "/dev/mqueue", new OwnerTable()),
                new ContainerSpec.Command(
                        "/none",
                        List.of("none"),
                        List.of(),
                        "/",
                        new ContainerSpec.Identity(SOMEBODY, SOMEBODY, List.of())),
                new ContainerSpec.Confinement(
                        SandboxMode.CHROOT, Set.of(ContainerSpec.Freedom.HOST_NETWORK), "", 1024, List.of()));
    }
}
