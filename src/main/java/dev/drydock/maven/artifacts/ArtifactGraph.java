package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.inventory.software.Purl;
import dev.drydock.maven.session.LibraryArtifact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a module's libraries needs which: what each one's POM names, in the version that Maven has chosen for the module. So
 * a library that Maven left out in favour of another version is replaced by that.
 */
final class ArtifactGraph {

    private static final String COMPILE = "compile";
    private static final String RUNTIME = "runtime";

    private final Map<LibraryArtifact, ArtifactFacts> facts;
    private final Map<String, LibraryArtifact> byKey = new HashMap<>();
    private final Map<LibraryArtifact, String> scopes = new HashMap<>();

    ArtifactGraph(Map<LibraryArtifact, ArtifactFacts> facts, List<Need> declared) {
        this.facts = facts;
        for (LibraryArtifact library : facts.keySet()) {
            byKey.put(key(library.group(), library.name(), library.classifier()), library);
        }
        findScopes(declared);
    }

    private static String key(String group, String name, String classifier) {
        return group + ":" + name + ":" + classifier;
    }

    /** First everything that is compiled with, then what those and the module need besides: the stronger scope wins. */
    private void findScopes(List<Need> declared) {
        reach(declared, true, COMPILE);
        List<LibraryArtifact> compiled = List.copyOf(scopes.keySet());
        reach(declared, false, RUNTIME);
        for (LibraryArtifact library : compiled) {
            reach(needs(library), false, RUNTIME);
        }
    }

    private void reach(List<Need> from, boolean onlyCompiled, String scope) {
        Deque<Need> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Need need = open.remove();
            LibraryArtifact library = find(need);
            if (library != null && (need.compiled() || !onlyCompiled) && scopes.putIfAbsent(library, scope) == null) {
                open.addAll(needs(library));
            }
        }
    }

    private List<Need> needs(LibraryArtifact library) {
        ArtifactFacts known = facts.get(library);
        return known == null ? List.of() : known.needs();
    }

    private @Nullable LibraryArtifact find(Need need) {
        return byKey.get(key(need.group(), need.name(), need.classifier()));
    }

    /** The libraries by the digests of their files. */
    Map<Digest, KnownArtifact> artifacts() {
        Map<Digest, KnownArtifact> artifacts = new LinkedHashMap<>();
        for (Map.Entry<LibraryArtifact, ArtifactFacts> each : facts.entrySet()) {
            LibraryArtifact library = each.getKey();
            artifacts.putIfAbsent(
                    each.getValue().sha256(),
                    new KnownArtifact(
                            library.group(),
                            library.name(),
                            library.version(),
                            library.classifier(),
                            "jar",
                            scopes.getOrDefault(library, RUNTIME),
                            each.getValue().licences(),
                            purls(each.getValue().needs())));
        }
        return artifacts;
    }

    /** Only those that the module has. */
    List<String> purls(List<Need> needs) {
        List<String> purls = new ArrayList<>();
        for (Need need : needs) {
            LibraryArtifact library = find(need);
            if (library != null) {
                purls.add(Purl.maven(library.group(), library.name(), library.version(), library.classifier(), "jar"));
            }
        }
        return purls;
    }
}
