package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.language.EmbeddedBom;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.util.List;

/** The facts that one file of a layer tells, whatever lies above and below that layer. */
sealed interface Finding {

    Place place();

    /** @param position of the file in its layer; that of its target for a hard link */
    record Place(String path, int position) {}

    /** The file that names the operating system. */
    record SystemName(Place place, OperatingSystem system) implements Finding {}

    /** A database of packages, or a part of one. */
    record Database(Place place, List<SystemPackage> packages) implements Finding {}

    /** Licences of the package that the folder is named after. */
    record Copyright(Place place, List<String> licences) implements Finding {}

    /** Metadata of something that lies around it. */
    record Installed(Place place, Software software) implements Finding {}

    /** A jar, which is looked into only if nothing else tells what it is. */
    record Jar(Place place, Digest sha256, long size) implements Finding {}

    record Bom(Place place, EmbeddedBom bom) implements Finding {}

    /** @param why goes on behind the name of the file: {@code is too large} */
    record Unread(Place place, String why) implements Finding {}
}
