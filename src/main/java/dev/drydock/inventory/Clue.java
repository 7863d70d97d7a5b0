package dev.drydock.inventory;

import dev.drydock.inventory.language.EmbeddedBom;
import dev.drydock.inventory.language.JarReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sorts of files that tell of software, told apart by their names. */
enum Clue {
    OS_RELEASE(1 << 16),
    DPKG_STATUS(16 << 20),
    COPYRIGHT(4 << 20),
    APK_INSTALLED(16 << 20),
    RPM_SQLITE(128 << 20),
    RPM_MANIFEST(16 << 20),
    /** The database of rpm 4.16 and newer in ndb's form, as SUSE has it: not read. */
    RPM_NDB("is an RPM database in the form ndb, which Drydock does not read"),
    /** The database of rpm up to 4.15, of Berkeley DB: not read. */
    RPM_BERKELEY("is an RPM database in the form of Berkeley DB, which Drydock does not read"),
    /** Changes of an SQLite database that are not in its file yet. */
    RPM_LOG("has changes of the RPM database that were not written into it yet, which Drydock does not read"),
    PYTHON(4 << 20),
    NPM(4 << 20),
    JAVA_RELEASE(1 << 16),
    POM(1 << 16),
    BOM(16 << 20),
    JAR(1 << 30);

    private static final List<String> RPM_FOLDERS = List.of("var/lib/rpm/", "usr/share/rpm/", "usr/lib/sysimage/rpm/");

    private final int largest;
    private final String whyUnread;

    Clue(int largest) {
        this.largest = largest;
        this.whyUnread = "";
    }

    Clue(String whyUnread) {
        this.largest = 0;
        this.whyUnread = whyUnread;
    }

    /** Why no such file is read, as the end of a sentence; "" if they are. */
    String whyUnread() {
        return whyUnread;
    }

    /** The size from which on such a file is left unread, in bytes. */
    int largest() {
        return largest;
    }

    /** Whether it is a list of packages of an operating system, or a part of one. */
    boolean isPackageDatabase() {
        return switch (this) {
            case DPKG_STATUS, APK_INSTALLED, RPM_SQLITE, RPM_MANIFEST, RPM_NDB, RPM_BERKELEY, RPM_LOG -> true;
            default -> false;
        };
    }

    /** @param path clean; null for a file that tells nothing */
    static @Nullable Clue of(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String folder = path.substring(0, slash + 1);
        switch (name) {
            case "os-release":
                return folder.equals("etc/") || folder.equals("usr/lib/") ? OS_RELEASE : null;
            case "status":
                return folder.equals("var/lib/dpkg/") ? DPKG_STATUS : null;
            case "installed":
                return folder.equals("lib/apk/db/") || folder.equals("usr/lib/apk/db/") ? APK_INSTALLED : null;
            case "rpmdb.sqlite":
                return RPM_FOLDERS.contains(folder) ? RPM_SQLITE : null;
            case "rpmdb.sqlite-wal":
                return RPM_FOLDERS.contains(folder) ? RPM_LOG : null;
            case "Packages.db":
                return RPM_FOLDERS.contains(folder) ? RPM_NDB : null;
            case "Packages":
                return RPM_FOLDERS.contains(folder) ? RPM_BERKELEY : null;
            case "container-manifest-2":
                return folder.equals("var/lib/rpmmanifest/") ? RPM_MANIFEST : null;
            case "METADATA":
                return folder.endsWith(".dist-info/") ? PYTHON : null;
            case "PKG-INFO":
                return folder.endsWith(".egg-info/") || folder.endsWith("/EGG-INFO/") ? PYTHON : null;
            case "package.json":
                return isNpm(folder) ? NPM : null;
            case "release":
                return folder.isEmpty() ? null : JAVA_RELEASE;
            case "pom.properties":
                return folder.contains("META-INF/maven/") ? POM : null;
            case "application.cdx.json":
                return path.endsWith(EmbeddedBom.PATH) ? BOM : null;
            case "copyright":
                return folder.startsWith("usr/share/doc/") ? COPYRIGHT : null;
            default:
                break;
        }
        if (name.endsWith(".egg-info") && folder.contains("-packages/")) {
            return PYTHON;
        }
        if (folder.equals("var/lib/dpkg/status.d/") && !name.endsWith(".md5sums")) {
            return DPKG_STATUS;
        }
        return JarReader.isJarName(name) ? JAR : null;
    }

    /** {@code node_modules/NAME/} or {@code node_modules/@SCOPE/NAME/}, anywhere. */
    private static boolean isNpm(String folder) {
        String[] parts = folder.split("/");
        int last = parts.length - 1;
        return last >= 1 && parts[last - 1].equals("node_modules")
                || last >= 2 && parts[last - 1].startsWith("@") && parts[last - 2].equals("node_modules");
    }
}
