package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The extended attributes that are part of a layer: file capabilities, and as with Docker no others. */
final class Xattrs {

    private Xattrs() {}

    static Map<String, byte[]> ofLayer(Directory directory, String name) throws IOException {
        var all = directory.xattrs(name);
        if (all.isEmpty()) {
            return all;
        }
        var kept = new LinkedHashMap<String, byte[]>();
        all.forEach((attribute, value) -> {
            if (attribute.equals(TarEntry.CAPABILITY)) {
                kept.put(attribute, value);
            }
        });
        return kept;
    }

    static boolean equal(Map<String, byte[]> a, Map<String, byte[]> b) {
        return a.size() == b.size()
                && a.entrySet().stream().allMatch(each -> Arrays.equals(each.getValue(), b.get(each.getKey())));
    }
}
