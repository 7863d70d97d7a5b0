package dev.drydock.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SpdxLicences;
import dev.drydock.io.ByteNames;
import dev.drydock.sbom.ListedComponents.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes CycloneDX 1.6 as JSON. What the format has no field for is a property whose name begins with {@code dev.drydock:}.
 * The same image and inventory give the same bytes.
 */
public final class Cyclonedx {

    /** Media type of the document, and type of the artifact that carries it in a registry. */
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    private final Inventory inventory;
    private final SbomSubject subject;
    private final ListedComponents listed;
    private final ArrayNode components = Json.array(List.of());
    private final List<String> roots = new ArrayList<>();

    private Cyclonedx(Inventory inventory, SbomSubject subject) {
        this.inventory = inventory;
        this.subject = subject;
        this.listed = new ListedComponents(inventory);
    }

    /** Compact UTF-8. */
    public static byte[] write(Inventory inventory, SbomSubject subject) {
        return Json.write(new Cyclonedx(inventory, subject).document());
    }

    private ObjectNode document() {
        ObjectNode doc = Json.object();
        doc.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        doc.put("bomFormat", "CycloneDX");
        doc.put("specVersion", "1.6");
        doc.put("serialNumber", "urn:uuid:" + SubjectNames.uuid(subject.manifest()));
        doc.put("version", 1);
        doc.set("metadata", metadata());
        addBase();
        addSystem(inventory.system());
        for (Listed each : listed.all()) {
            components.add(component(each));
        }
        roots.addAll(listed.roots());
        doc.set("components", components);
        doc.set("dependencies", dependencies());
        if (!inventory.unread().isEmpty()) {
            ObjectNode composition = doc.putArray("compositions").addObject();
            composition.put("aggregate", "incomplete");
            composition.putArray("assemblies").add(root());
        }
        return doc;
    }

    private String root() {
        return subject.manifest().toString();
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Json.object();
        metadata.put("timestamp", subject.created().toString());
        ObjectNode tool = metadata.putObject("tools").putArray("components").addObject();
        tool.put("type", "application");
        tool.put("group", "dev.drydock");
        tool.put("name", "drydock-maven-plugin");
        tool.put("version", subject.builder());
        ObjectNode image = metadata.putObject("component");
        image.put("type", "container");
        image.put("bom-ref", root());
        image.put("name", SubjectNames.name(subject.name(), subject.manifest()));
        image.put("version", root());
        String purl = SubjectNames.purl(subject.name(), subject.manifest(), subject.platform());
        if (!purl.isEmpty()) {
            image.put("purl", purl);
        }
        ArrayNode properties = metadata.putArray("properties");
        property(
                properties,
                ComponentFact.PREFIX + "platform",
                subject.platform().toString());
        for (String sentence : inventory.unread()) {
            property(properties, ComponentFact.PREFIX + "unread", sentence);
        }
        return metadata;
    }

    private void addBase() {
        if (subject.base() == null) {
            return;
        }
        ObjectNode base = components.addObject();
        Digest digest = subject.baseDigest();
        String purl = SubjectNames.purl(subject.base(), digest, null);
        String ref = "base:" + subject.base().fullName();
        base.put("type", "container");
        base.put("bom-ref", ref);
        base.put("name", subject.base().registry() + "/" + subject.base().repository());
        base.put("version", digest == null ? subject.base().selector() : digest.toString());
        if (!purl.isEmpty()) {
            base.put("purl", purl);
        }
        property(base.putArray("properties"), ComponentFact.PREFIX + "role", "base image");
        roots.add(ref);
    }

    private void addSystem(@Nullable OperatingSystem system) {
        if (system == null) {
            return;
        }
        ObjectNode node = components.addObject();
        String ref = "os:" + system.distro();
        node.put("type", "operating-system");
        node.put("bom-ref", ref);
        node.put("name", system.id());
        if (!system.version().isEmpty()) {
            node.put("version", system.version());
        }
        node.put("description", system.name());
        roots.add(ref);
    }

    private ObjectNode component(Listed each) {
        Component component = each.component();
        Software software = component.software();
        ObjectNode node = Json.object();
        node.put("type", type(component));
        node.put("bom-ref", text(each.ref()));
        boolean vendor = software.kind() == Software.Kind.JAVA;
        if (!software.group().isEmpty() && !vendor) {
            node.put("group", text(software.group()));
        }
        if (!software.group().isEmpty() && vendor) {
            node.put("publisher", text(software.group()));
        }
        node.put("name", text(software.name()));
        if (!software.version().isEmpty()) {
            node.put("version", text(software.version()));
        }
        if (component.scope().equals("provided") || component.scope().equals("test")) {
            node.put("scope", "optional");
        }
        addHash(node, software);
        addLicences(node, software.licences());
        if (vendor) {
            node.put("cpe", JavaCpe.of(software.version()));
        }
        if (!software.purl().isEmpty()) {
            node.put("purl", software.purl());
        }
        addPlaces(node, each);
        return node;
    }

    private static String type(Component component) {
        boolean application = component.layer() < 0;
        return application ? "application" : component.kind() == Software.Kind.JAVA ? "platform" : "library";
    }

    private static void addHash(ObjectNode node, Software software) {
        Digest sha256 = software.sha256();
        if (sha256 != null) {
            ObjectNode hash = node.putArray("hashes").addObject();
            hash.put("alg", "SHA-256");
            hash.put("content", sha256.hex());
        }
    }

    /** The format has either one expression or a list of licences. */
    private static void addLicences(ObjectNode node, List<String> licences) {
        if (licences.isEmpty()) {
            return;
        }
        ArrayNode list = node.putArray("licenses");
        if (licences.size() == 1 && SpdxLicences.isExpression(licences.get(0))) {
            list.addObject().put("expression", licences.get(0));
            return;
        }
        for (String name : licences) {
            ObjectNode licence = list.addObject().putObject("license");
            Optional<String> id = SpdxLicences.id(name);
            licence.put(id.isPresent() ? "id" : "name", id.isPresent() ? id.get() : text(name));
        }
    }

    private void addPlaces(ObjectNode node, Listed each) {
        Component component = each.component();
        if (!component.path().isEmpty()) {
            ArrayNode occurrences = node.putObject("evidence").putArray("occurrences");
            for (Component place : each.places()) {
                occurrences.addObject().put("location", "/" + text(place.path()));
            }
        }
        ArrayNode properties = Json.array(List.of());
        for (ComponentFact fact : ComponentFact.of(each, inventory.layers())) {
            property(properties, fact.name(), fact.value());
        }
        node.set("properties", properties);
    }

    private ArrayNode dependencies() {
        ArrayNode dependencies = Json.array(List.of());
        ObjectNode image = dependencies.addObject();
        image.put("ref", root());
        ArrayNode needed = image.putArray("dependsOn");
        for (String ref : roots) {
            needed.add(text(ref));
        }
        for (Listed each : listed.all()) {
            List<String> needs = listed.needs(each);
            if (!needs.isEmpty()) {
                ObjectNode node = dependencies.addObject();
                node.put("ref", text(each.ref()));
                ArrayNode refs = node.putArray("dependsOn");
                for (String ref : needs) {
                    refs.add(text(ref));
                }
            }
        }
        return dependencies;
    }

    private static void property(ArrayNode properties, String name, String value) {
        ObjectNode property = properties.addObject();
        property.put("name", name);
        property.put("value", text(value));
    }

    private static String text(String name) {
        return ByteNames.toUnicode(name);
    }
}
