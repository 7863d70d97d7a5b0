package dev.drydock.verify;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.software.Software;
import dev.drydock.io.ByteNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Names of software as bills of materials have them. */
final class BillNames {

    private BillNames() {}

    /** With the group of a Maven artifact: {@code GROUP:NAME}. */
    static String name(Component each) {
        Software software = each.software();
        boolean maven =
                software.kind() == Software.Kind.MAVEN && !software.group().isEmpty();
        return ByteNames.toUnicode(maven ? software.group() + ":" + software.name() : software.name());
    }

    static String version(Component each) {
        return ByteNames.toUnicode(each.version());
    }

    /** For messages. */
    static String shown(Component each) {
        return shown(name(each), version(each));
    }

    /** For messages. */
    static String shown(Bill.Entry entry) {
        return shown(entry.name(), entry.version());
    }

    private static String shown(String name, String version) {
        return version.isEmpty() ? name : name + " " + version;
    }

    static String unqualified(String purl) {
        int qualifiers = purl.indexOf('?');
        return qualifiers < 0 ? purl : purl.substring(0, qualifiers);
    }

    /** The same if it is not escaped as package URLs are. */
    static String unescaped(String purl) {
        try {
            return URLDecoder.decode(purl.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            return purl;
        }
    }
}
