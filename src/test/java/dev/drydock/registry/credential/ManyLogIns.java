package dev.drydock.registry.credential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody who logs in to many registries, one after the other, also as a program of its own. */
final class ManyLogIns {

    private static final int MANY = 40;

    private ManyLogIns() {}

    /** @param args home of the user, name */
    public static void main(String[] args) throws InterruptedException {
        at(Path.of(args[0]), args[1]);
    }

    static void at(Path home, String name) throws InterruptedException {
        for (String registry : registries(name)) {
            KeptCredentials.of(Map.of(), home).keep(registry, name, "secret");
        }
    }

    static List<String> registries(String name) {
        List<String> registries = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            registries.add(name + i + ".example");
        }
        return registries;
    }
}
