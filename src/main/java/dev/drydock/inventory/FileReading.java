package dev.drydock.inventory;

import dev.drydock.inventory.Finding.Bom;
import dev.drydock.inventory.Finding.Copyright;
import dev.drydock.inventory.Finding.Database;
import dev.drydock.inventory.Finding.Installed;
import dev.drydock.inventory.Finding.Place;
import dev.drydock.inventory.Finding.SystemName;
import dev.drydock.inventory.Finding.Unread;
import dev.drydock.inventory.language.EmbeddedBom;
import dev.drydock.inventory.language.JarReader;
import dev.drydock.inventory.language.JavaRelease;
import dev.drydock.inventory.language.NpmPackage;
import dev.drydock.inventory.language.PythonMetadata;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.system.ApkInstalled;
import dev.drydock.inventory.system.DebianCopyright;
import dev.drydock.inventory.system.DpkgStatus;
import dev.drydock.inventory.system.OsRelease;
import dev.drydock.inventory.system.RpmDatabase;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the content of a file into what it tells. */
final class FileReading {

    private FileReading() {}

    /** Null if the file tells nothing after all; a file that cannot be read is a finding, too. */
    static @Nullable Finding of(Place place, Clue clue, byte[] content) {
        try {
            return read(place, clue, content);
        } catch (IOException e) {
            return new Unread(place, "cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable Finding read(Place place, Clue clue, byte[] content) throws IOException {
        return switch (clue) {
            case OS_RELEASE -> system(place, OsRelease.read(content));
            case DPKG_STATUS -> new Database(place, DpkgStatus.read(content));
            case APK_INSTALLED -> new Database(place, ApkInstalled.read(content));
            case RPM_SQLITE -> new Database(place, RpmDatabase.readSqlite(content));
            case RPM_MANIFEST -> new Database(place, RpmDatabase.readManifest(content));
            case COPYRIGHT -> copyright(place, DebianCopyright.licences(content));
            case PYTHON -> new Installed(place, PythonMetadata.read(content));
            case NPM -> installed(place, NpmPackage.read(content));
            case JAVA_RELEASE -> installed(place, JavaRelease.of(OsRelease.values(content)));
            case POM -> new Installed(place, JarReader.pom(content));
            case BOM -> new Bom(place, EmbeddedBom.read(content));
            case RPM_NDB, RPM_BERKELEY, RPM_LOG, JAR -> null;
        };
    }

    private static @Nullable Finding system(Place place, @Nullable OperatingSystem system) {
        return system == null ? null : new SystemName(place, system);
    }

    private static @Nullable Finding copyright(Place place, List<String> licences) {
        return licences.isEmpty() ? null : new Copyright(place, licences);
    }

    private static @Nullable Finding installed(Place place, @Nullable Software software) {
        return software == null ? null : new Installed(place, software);
    }
}
