package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The extended attributes that are part of a layer: file capabilities, and as with Docker no others. */
final class Xattrs {

    private Xattrs() {}

    static Map<String, byte[]> ofLayer(Directory directory, String name) throws IOException {
        return directory
                .xattr(name, TarEntry.CAPABILITY)
                .map(value -> Map.of(TarEntry.CAPABILITY, value))
                .orElse(Map.of());
    }

    static boolean equal(Map<String, byte[]> a, Map<String, byte[]> b) {
        return a.size() == b.size()
                && a.entrySet().stream().allMatch(each -> Arrays.equals(each.getValue(), b.get(each.getKey())));
    }
}
