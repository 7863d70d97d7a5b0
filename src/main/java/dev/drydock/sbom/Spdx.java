package dev.drydock.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.Software;
import dev.drydock.io.ByteNames;
import dev.drydock.sbom.ListedComponents.Listed;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes SPDX 2.3 as JSON. Which layer and which instruction brought a package is its comment, in lines of
 * {@code dev.drydock:NAME=VALUE}. The same image and inventory give the same bytes.
 */
public final class Spdx {

    /** Media type of the document, and type of the artifact that carries it in a registry. */
    public static final String MEDIA_TYPE = "application/spdx+json";

    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String IMAGE = "SPDXRef-Image";
    private static final String UNKNOWN = "NOASSERTION";

    private final Inventory inventory;
    private final SbomSubject subject;
    private final ListedComponents listed;
    private final SpdxLicensing licensing = new SpdxLicensing();
    private final ArrayNode packages = Json.array(List.of());
    private final ArrayNode relationships = Json.array(List.of());

    private Spdx(Inventory inventory, SbomSubject subject) {
        this.inventory = inventory;
        this.subject = subject;
        this.listed = new ListedComponents(inventory);
    }

    /** Compact UTF-8. */
    public static byte[] write(Inventory inventory, SbomSubject subject) {
        return Json.write(new Spdx(inventory, subject).document());
    }

    private ObjectNode document() {
        ObjectNode doc = Json.object();
        doc.put("spdxVersion", "SPDX-2.3");
        doc.put("dataLicense", "CC0-1.0");
        doc.put("SPDXID", DOCUMENT);
        String name = SubjectNames.name(subject.name(), subject.manifest());
        doc.put("name", name);
        doc.put("documentNamespace", "https://drydock.dev/sbom/" + SubjectNames.uuid(subject.manifest()));
        ObjectNode creation = doc.putObject("creationInfo");
        creation.put(
                "created", subject.created().truncatedTo(ChronoUnit.SECONDS).toString());
        creation.putArray("creators").add("Tool: drydock-maven-plugin-" + subject.builder());
        if (!inventory.unread().isEmpty()) {
            doc.put("comment", text("This list is incomplete:\n" + String.join("\n", inventory.unread())));
        }
        relate(DOCUMENT, "DESCRIBES", IMAGE);
        ObjectNode image = add(IMAGE, name, subject.manifest().toString(), "CONTAINER");
        identify(image, SubjectNames.purl(subject.name(), subject.manifest(), subject.platform()));
        addBase();
        addSystem(inventory.system());
        for (Listed each : listed.all()) {
            addComponent(each);
        }
        for (Listed each : listed.all()) {
            for (String needed : listed.needs(each)) {
                relate(id(each.ref()), "DEPENDS_ON", id(needed));
            }
        }
        doc.set("packages", packages);
        doc.set("relationships", relationships);
        ArrayNode texts = licensing.extracted();
        if (!texts.isEmpty()) {
            doc.set("hasExtractedLicensingInfos", texts);
        }
        return doc;
    }

    private void addBase() {
        if (subject.base() == null) {
            return;
        }
        Digest digest = subject.baseDigest();
        String id = id("base:" + subject.base().fullName());
        ObjectNode base = add(
                id,
                subject.base().registry() + "/" + subject.base().repository(),
                digest == null ? subject.base().selector() : digest.toString(),
                "CONTAINER");
        identify(base, SubjectNames.purl(subject.base(), digest, null));
        relate(IMAGE, "DESCENDANT_OF", id);
    }

    private void addSystem(@Nullable OperatingSystem system) {
        if (system != null) {
            String id = id("os:" + system.distro());
            add(id, system.id(), system.version(), "OPERATING-SYSTEM");
            relate(IMAGE, "CONTAINS", id);
        }
    }

    private void addComponent(Listed each) {
        Component component = each.component();
        Software software = component.software();
        boolean maven =
                software.kind() == Software.Kind.MAVEN && !software.group().isEmpty();
        String id = id(each.ref());
        ObjectNode node = add(
                id,
                text(maven ? software.group() + ":" + software.name() : software.name()),
                text(software.version()),
                inventory.isApplication(component) ? "APPLICATION" : "LIBRARY");
        node.put("licenseDeclared", licensing.expression(software.licences()));
        SourcePackage source = SourcePackage.of(software);
        if (source != null) {
            // trivy reads this, in these words.
            node.put("sourceInfo", text("built package from: " + source.name() + " " + source.version()));
        }
        Digest sha256 = software.sha256();
        if (sha256 != null) {
            ObjectNode checksum = node.putArray("checksums").addObject();
            checksum.put("algorithm", "SHA256");
            checksum.put("checksumValue", sha256.hex());
        }
        identify(node, software.purl());
        if (software.kind() == Software.Kind.JAVA) {
            reference(node, "SECURITY", "cpe23Type", JavaCpe.of(software.version()));
        }
        var comment = new StringBuilder();
        for (ComponentFact fact : ComponentFact.of(each, inventory.layers())) {
            comment.append(fact.name()).append('=').append(fact.value()).append('\n');
        }
        for (Component place : each.places()) {
            if (!place.path().isEmpty()) {
                comment.append("dev.drydock:path=/").append(place.path()).append('\n');
            }
        }
        node.put("comment", text(comment.toString().strip()));
        relate(IMAGE, "CONTAINS", id);
    }

    private ObjectNode add(String id, String name, String version, String purpose) {
        ObjectNode node = packages.addObject();
        node.put("SPDXID", id);
        node.put("name", name);
        if (!version.isEmpty()) {
            node.put("versionInfo", version);
        }
        node.put("primaryPackagePurpose", purpose);
        node.put("supplier", UNKNOWN);
        node.put("downloadLocation", UNKNOWN);
        node.put("filesAnalyzed", false);
        node.put("licenseConcluded", UNKNOWN);
        node.put("licenseDeclared", UNKNOWN);
        node.put("copyrightText", UNKNOWN);
        return node;
    }

    private static void identify(ObjectNode node, String purl) {
        if (!purl.isEmpty()) {
            reference(node, "PACKAGE-MANAGER", "purl", purl);
        }
    }

    private static void reference(ObjectNode node, String category, String type, String locator) {
        ArrayNode references =
                node.has("externalRefs") ? (ArrayNode) node.get("externalRefs") : node.putArray("externalRefs");
        ObjectNode reference = references.addObject();
        reference.put("referenceCategory", category);
        reference.put("referenceType", type);
        reference.put("referenceLocator", locator);
    }

    private void relate(String element, String type, String other) {
        ObjectNode relationship = relationships.addObject();
        relationship.put("spdxElementId", element);
        relationship.put("relationshipType", type);
        relationship.put("relatedSpdxElement", other);
    }

    /** Identifiers have letters, digits, dots and hyphens; a part of the hash keeps different things apart. */
    private static String id(String ref) {
        String plain = ref.replaceAll("[^A-Za-z0-9.]+", "-");
        String hash = Digest.of(ref.getBytes(StandardCharsets.UTF_8)).shortHex();
        return "SPDXRef-" + plain.substring(0, Math.min(plain.length(), 80)) + "-" + hash;
    }

    private static String text(String name) {
        return ByteNames.toUnicode(name);
    }
}
