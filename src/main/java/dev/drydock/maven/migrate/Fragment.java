package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Our configuration as it comes about, and what there is to tell of what it does not say. */
final class Fragment {

    private final Facts facts;
    private final Dom configuration = new Dom("configuration");
    private final Set<String> told = new LinkedHashSet<>();

    Fragment(Facts facts) {
        this.facts = facts;
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
