package dev.drydock.inventory;

import dev.drydock.inventory.Finding.Copyright;
import dev.drydock.inventory.Finding.Database;
import dev.drydock.inventory.Finding.SystemName;
import dev.drydock.inventory.FindingStack.Layered;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The packages of the operating system that the databases of an image list. */
final class SystemComponents {

    private static final String DOCUMENTS = "usr/share/doc/";

    /** Documents of one package may be those of another, by a link, and these of a third. */
    private static final int MOST_LINKS = 3;

    private final FindingStack stack;

    SystemComponents(FindingStack stack) {
        this.stack = stack;
    }

    /** Null if no file names it. */
    @Nullable
    OperatingSystem system() {
        for (String path : List.of("etc/os-release", "usr/lib/os-release")) {
            if (stack.visibleAt(path) instanceof SystemName name) {
                return name.system();
            }
        }
        return null;
    }

    List<Component> components() {
        OperatingSystem system = system();
        List<Component> components = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Layered each : stack.visible()) {
            if (each.finding() instanceof Database database) {
                for (SystemPackage one : database.packages()) {
                    if (seen.add(one.identity())) {
                        Software software = one.on(system);
                        components.add(new Component(
                                software.kind() == Software.Kind.DEBIAN
                                        ? software.withLicences(licences(one.name()))
                                        : software,
                                database.place().path(),
                                stack.origin(each, one.identity()),
                                "",
                                List.of()));
                    }
                }
            }
        }
        return components;
    }

    private List<String> licences(String name) {
        String folder = DOCUMENTS + name;
        for (int links = 0; links < MOST_LINKS; links++) {
            Node node = stack.tree().get(folder);
            TarEntry entry = node == null ? null : node.entry();
            if (entry == null || !entry.isSymlink() || entry.linkName().indexOf('/') >= 0) {
                break;
            }
            folder = DOCUMENTS + entry.linkName();
        }
        return stack.visibleAt(folder + "/copyright") instanceof Copyright copyright ? copyright.licences() : List.of();
    }
}
