package dev.drydock.inventory;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Bom;
import dev.drydock.inventory.Finding.Installed;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.inventory.Finding.Unread;
import dev.drydock.inventory.FindingStack.Layered;
import dev.drydock.inventory.JarComponents.CarriedBom;
import dev.drydock.inventory.software.Software;
import dev.drydock.layer.LayeredImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts together what the layers of an image tell. */
final class InventoryMaker {

    private final LayeredImage image;
    private final KnownArtifacts artifacts;
    private final FindingsCache cache;

    InventoryMaker(LayeredImage image, KnownArtifacts artifacts, FindingsCache cache) {
        this.image = image;
        this.artifacts = artifacts;
        this.cache = cache;
    }

    Inventory make() throws IOException {
        try (var shelf = new JarShelf(cache)) {
            var jars = new JarComponents(artifacts, shelf);
            var stack = new FindingStack(image, cache, shelf, jars);
            var system = new SystemComponents(stack);
            List<Component> components = new ArrayList<>(system.components());
            List<Gap> gaps = missing();
            List<CarriedBom> boms = new ArrayList<>();
            for (Layered each : stack.visible()) {
                if (each.finding() instanceof Jar jar) {
                    jars.add(each, jar, stack);
                } else if (each.finding() instanceof Installed installed) {
                    int layer = stack.origin(each, installed.software());
                    components.add(new Component(
                            installed.software(), installed.place().path(), layer, "", List.of()));
                } else if (each.finding() instanceof Bom bom) {
                    int layer = stack.origin(each, bom.bom());
                    boms.add(new CarriedBom(bom.place().path(), layer, bom.bom()));
                } else if (each.finding() instanceof Unread file) {
                    gaps.add(gap(file));
                }
            }
            components.addAll(jars.components());
            for (String sentence : jars.unread()) {
                gaps.add(new Gap(sentence, false));
            }
            boms.addAll(jars.boms());
            List<Component> merged = new ArrayList<>(CarriedBoms.merge(components, boms));
            String application = addApplication(merged);
            merged = withKnownDependencies(merged);
            merged.sort(new ComponentOrder());
            return new Inventory(merged, origins(), system.system(), gaps, application);
        }
    }

    private List<Gap> missing() {
        List<Gap> gaps = new ArrayList<>();
        for (Digest layer : image.missing()) {
            gaps.add(new Gap("The layer " + layer + " was left in its registry", false));
        }
        return gaps;
    }

    private static Gap gap(Unread file) {
        String path = file.place().path();
        Clue clue = Clue.of(path);
        boolean packages = clue != null && clue.isPackageDatabase();
        String sentence = "/" + path + " " + file.why();
        return new Gap(packages ? sentence + ". Packages that only it names are not listed" : sentence, packages);
    }

    /**
     * Adds the application itself, unless its jar is there, or its {@code pom.properties}: then the build tells the more of that.
     *
     * @return its package URL; "" if the image holds none, as far as anybody knows
     */
    private String addApplication(List<Component> components) throws IOException {
        if (!artifacts.isApplicationCertain() && !hasArtifacts(components)) {
            return "";
        }
        var application = artifacts.application();
        if (application.isEmpty()) {
            return "";
        }
        Component itself = JarComponents.component(application.get(), "", null, -1);
        for (int i = 0; i < components.size(); i++) {
            Component each = components.get(i);
            if (isSameModule(each, itself)) {
                components.set(i, asApplication(each, itself));
                return itself.purl();
            }
        }
        if (!artifacts.isApplicationCertain()) {
            return "";
        }
        components.add(itself);
        return itself.purl();
    }

    private static boolean hasArtifacts(List<Component> components) {
        for (Component each : components) {
            if (each.kind() == Software.Kind.MAVEN) {
                return true;
            }
        }
        return false;
    }

    /** The build says more of the application than its files do. */
    private static Component asApplication(Component found, Component itself) {
        Software software = itself.software().withSha256(found.sha256());
        return new Component(
                software.licences().isEmpty()
                        ? software.withLicences(found.software().licences())
                        : software,
                found.path(),
                found.layer(),
                found.scope(),
                found.dependsOn().isEmpty() ? itself.dependsOn() : found.dependsOn());
    }

    private static boolean isSameModule(Component a, Component b) {
        return a.kind() == b.kind()
                && a.software().group().equals(b.software().group())
                && a.name().equals(b.name())
                && a.version().equals(b.version());
    }

    /** Artifacts that were left out of the image are left out of the graph. */
    private static List<Component> withKnownDependencies(List<Component> components) {
        Set<String> purls = new HashSet<>();
        for (Component each : components) {
            purls.add(each.purl());
        }
        List<Component> known = new ArrayList<>();
        for (Component each : components) {
            List<String> needed = new ArrayList<>(each.dependsOn());
            needed.retainAll(purls);
            known.add(
                    needed.size() == each.dependsOn().size()
                            ? each
                            : new Component(each.software(), each.path(), each.layer(), each.scope(), needed));
        }
        return known;
    }

    private List<Inventory.Origin> origins() {
        List<Inventory.Origin> origins = new ArrayList<>();
        List<Digest> diffIds = image.config().diffIds();
        List<Descriptor> blobs = image.manifest().layers();
        List<String> instructions = image.config().instructions();
        for (int i = 0; i < diffIds.size(); i++) {
            origins.add(new Inventory.Origin(diffIds.get(i), blobs.get(i).digest(), instructions.get(i)));
        }
        return origins;
    }
}
