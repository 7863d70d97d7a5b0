package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Our configuration as it comes about, and what there is to tell of what it does not say. */
final class Fragment {

    private final Facts facts;
    private final String sourceDirectory;
    private final Dom configuration = new Dom("configuration");
    private final Set<String> told = new LinkedHashSet<>();

    Fragment(Facts facts) {
        this(facts, "");
    }

    /** @param sourceDirectory where relative paths of the other plugin start; "" at the folder of the POM */
    Fragment(Facts facts, String sourceDirectory) {
        this.facts = facts;
        this.sourceDirectory = sourceDirectory;
    }

    String sourceDirectory() {
        return sourceDirectory;
    }

    Facts facts() {
        return facts;
    }

    Dom configuration() {
        return configuration;
    }

    /** @param what an element or property of the other plugin */
    void tell(String what, String said) {
        told.add(what + ": " + said);
    }

    List<String> told() {
        return new ArrayList<>(told);
    }
}
