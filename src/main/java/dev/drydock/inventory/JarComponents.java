package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.inventory.FindingStack.Layered;
import dev.drydock.inventory.language.EmbeddedBom;
import dev.drydock.inventory.language.JarFacts;
import dev.drydock.inventory.language.JarIdentity;
import dev.drydock.inventory.software.Software;
import dev.drydock.layer.LayerNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jars of an image and the jars in them: by the artifacts the build knows, else by what they say of themselves. */
final class JarComponents implements LayerReading.JarFilter {

    private final KnownArtifacts artifacts;
    private final JarShelf shelf;
    private final Map<Digest, Optional<KnownArtifact>> asked = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final List<CarriedBom> boms = new ArrayList<>();

    /** @param path of the document in the image */
    record CarriedBom(String path, int layer, EmbeddedBom bom) {}

    JarComponents(KnownArtifacts artifacts, JarShelf shelf) {
        this.artifacts = artifacts;
        this.shelf = shelf;
    }

    /** Whether it is not enough to know which artifact it is: of the application's own all that was packed into it counts. */
    @Override
    public boolean mustBeLookedInto(Jar jar) throws IOException {
        Optional<KnownArtifact> known = known(jar.sha256(), jar.size());
        return known.isEmpty() || isApplication(known.get());
    }

    private boolean isApplication(KnownArtifact artifact) throws IOException {
        Optional<KnownArtifact> application = artifacts.application();
        return application.isPresent()
                && application.get().group().equals(artifact.group())
                && application.get().name().equals(artifact.name())
                && application.get().version().equals(artifact.version());
    }

    private Optional<KnownArtifact> known(Digest sha256, long size) throws IOException {
        Optional<KnownArtifact> known = asked.get(sha256);
        if (known == null) {
            known = artifacts.find(sha256, size);
            asked.put(sha256, known);
        }
        return known;
    }

    /** Has those who know artifacts look for the jars that say nothing of themselves, so that they know the answer. */
    void searchAhead(List<Finding> findings) throws IOException {
        for (Finding finding : findings) {
            if (finding instanceof Jar jar) {
                JarFacts facts = shelf.find(jar.sha256());
                if (facts != null && known(jar.sha256(), jar.size()).isEmpty()) {
                    searched(jar.place().path(), jar.sha256(), jar.size(), facts);
                }
            }
        }
    }

    private Optional<KnownArtifact> searched(String path, Digest sha256, long size, JarFacts facts) throws IOException {
        return facts.poms().isEmpty() ? artifacts.search(LayerNames.baseName(path), sha256, size) : Optional.empty();
    }

    void add(Layered found, Jar jar, FindingStack stack) throws IOException {
        int layer = stack.origin(found, jar.sha256());
        add(jar.place().path(), jar.sha256(), jar.size(), layer, shelf.find(jar.sha256()));
    }

    /** @param facts null if it did not have to be looked into */
    private void add(String path, Digest sha256, long size, int layer, @Nullable JarFacts facts) throws IOException {
        Optional<KnownArtifact> known = known(sha256, size);
        if (facts == null && known.isEmpty()) {
            throw new IllegalStateException(path + " has not been looked into");
        }
        if (known.isPresent()) {
            components.add(component(known.get(), path, sha256, layer));
        }
        if (facts == null || known.isPresent() && !isApplication(known.get())) {
            return;
        }
        Optional<KnownArtifact> stored = known.isPresent() ? Optional.empty() : searched(path, sha256, size, facts);
        if (stored.isPresent()) {
            components.add(component(stored.get(), path, sha256, layer));
        }
        add(path, sha256, layer, facts, known.isEmpty() && stored.isEmpty());
    }

    private void add(String path, Digest sha256, int layer, JarFacts facts, boolean unknown) throws IOException {
        if (unknown) {
            String file = LayerNames.baseName(path);
            JarIdentity identity = JarIdentity.of(file, facts, sha256);
            components.add(new Component(identity.itself(), path, layer, "", List.of()));
            for (Software merged : identity.merged()) {
                components.add(new Component(
                        merged,
                        path + "!/META-INF/maven/" + merged.group() + "/" + merged.name(),
                        layer,
                        "",
                        List.of()));
            }
        }
        for (String sentence : facts.unread()) {
            unread.add("/" + path + " " + sentence);
        }
        if (!facts.bom().items().isEmpty()) {
            boms.add(new CarriedBom(path + Component.IN_JAR + EmbeddedBom.PATH, layer, facts.bom()));
        }
        for (JarFacts.Nested nested : facts.nested()) {
            add(path + Component.IN_JAR + nested.name(), nested.sha256(), nested.size(), layer, nested.facts());
        }
    }

    static Component component(KnownArtifact artifact, String path, @Nullable Digest sha256, int layer) {
        var software = new Software(
                Software.Kind.MAVEN,
                artifact.group(),
                artifact.name(),
                artifact.version(),
                artifact.purl(),
                artifact.licences(),
                "",
                sha256);
        return new Component(software, path, layer, artifact.scope(), artifact.dependsOn());
    }

    List<Component> components() {
        return components;
    }

    List<String> unread() {
        return unread;
    }

    List<CarriedBom> boms() {
        return boms;
    }
}
