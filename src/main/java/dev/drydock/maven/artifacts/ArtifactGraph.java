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

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byKey = new HashMap<>();

    private static final class Node {

        private final LibraryArtifact library;
        private final ArtifactFacts facts;
        private final String purl;
        /** "" until it is known. */
        private String scope = "";

        Node(DescribedLibrary described) {
            this.library = described.library();
            this.facts = described.facts();
            this.purl = Purl.maven(library.group(), library.name(), library.version(), library.classifier(), "jar");
        }
    }

    /** @param declared what the module itself needs */
    ArtifactGraph(List<DescribedLibrary> libraries, List<Need> declared) {
        for (DescribedLibrary each : libraries) {
            Node node = new Node(each);
            nodes.add(node);
            LibraryArtifact library = node.library;
            byKey.put(key(library.group(), library.name(), library.classifier()), node);
        }
        findScopes(declared);
    }

    private static String key(String group, String name, String classifier) {
        return group + ":" + name + ":" + classifier;
    }

    /** First everything that is compiled with, then what those and the module need besides: the stronger scope wins. */
    private void findScopes(List<Need> declared) {
        reach(declared, true, COMPILE);
        List<Node> compiled = new ArrayList<>();
        for (Node node : nodes) {
            if (!node.scope.isEmpty()) {
                compiled.add(node);
            }
        }
        reach(declared, false, RUNTIME);
        for (Node node : compiled) {
            reach(node.facts.needs(), false, RUNTIME);
        }
    }

    private void reach(List<Need> from, boolean onlyCompiled, String scope) {
        Deque<Need> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Need need = open.remove();
            Node node = find(need);
            if (node != null && (need.compiled() || !onlyCompiled) && node.scope.isEmpty()) {
                node.scope = scope;
                for (Need each : node.facts.needs()) {
                    open.add(each);
                }
            }
        }
    }

    private @Nullable Node find(Need need) {
        return byKey.get(key(need.group(), need.name(), need.classifier()));
    }

    /** The libraries by the digests of their files. */
    Map<Digest, KnownArtifact> artifacts() {
        Map<Digest, KnownArtifact> artifacts = new LinkedHashMap<>();
        for (Node node : nodes) {
            LibraryArtifact library = node.library;
            artifacts.putIfAbsent(
                    node.facts.sha256(),
                    new KnownArtifact(
                            library.group(),
                            library.name(),
                            library.version(),
                            library.classifier(),
                            "jar",
                            node.scope.isEmpty() ? RUNTIME : node.scope,
                            node.facts.licences(),
                            purls(node.facts.needs())));
        }
        return artifacts;
    }

    /** Only those that the module has. */
    List<String> purls(List<Need> needs) {
        List<String> purls = new ArrayList<>();
        for (Need need : needs) {
            Node node = find(need);
            if (node != null) {
                purls.add(node.purl);
            }
        }
        return purls;
    }
}
