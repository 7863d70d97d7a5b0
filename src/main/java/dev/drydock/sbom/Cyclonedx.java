package dev.drydock.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Reference;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.sbom.ListedComponents.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    private final CyclonedxComponents components;

    private Cyclonedx(Inventory inventory, SbomSubject subject) {
        this.inventory = inventory;
        this.subject = subject;
        this.listed = new ListedComponents(inventory);
        this.components = new CyclonedxComponents(inventory);
    }

    /** Compact UTF-8. */
    public static byte[] write(Inventory inventory, SbomSubject subject) {
        return Json.write(new Cyclonedx(inventory, subject).new Document());
    }

    private void write(JsonText out) throws IOException {
        out.begin();
        out.text("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        out.text("bomFormat", "CycloneDX");
        out.text("specVersion", "1.6");
        out.text("serialNumber", "urn:uuid:" + SubjectNames.uuid(subject.manifest()));
        out.number("version", 1);
        writeMetadata(out);
        out.beginArray("components");
        List<String> roots = new ArrayList<>();
        writeBase(out, roots);
        writeSystem(out, roots);
        for (Listed each : listed.all()) {
            components.write(each, out);
        }
        out.endArray();
        roots.addAll(listed.roots());
        writeDependencies(out, roots);
        if (!inventory.unread().isEmpty()) {
            out.beginArray("compositions");
            out.begin();
            out.text("aggregate", "incomplete");
            out.strings("assemblies", List.of(root()));
            out.end();
            out.endArray();
        }
        out.end();
    }

    private String root() {
        return subject.manifest().toString();
    }

    private void writeMetadata(JsonText out) throws IOException {
        out.begin("metadata");
        out.text("timestamp", subject.created().toString());
        out.begin("tools");
        out.beginArray("components");
        out.begin();
        out.text("type", "application");
        out.text("group", "dev.drydock");
        out.text("name", "drydock-maven-plugin");
        out.text("version", subject.builder());
        out.end();
        out.endArray();
        out.end();
        out.begin("component");
        out.text("type", "container");
        out.text("bom-ref", root());
        out.text("name", SubjectNames.name(subject.name(), subject.manifest()));
        out.text("version", root());
        out.textUnlessEmpty("purl", SubjectNames.purl(subject.name(), subject.manifest(), subject.platform()));
        out.end();
        out.beginArray("properties");
        out.property(ComponentFact.PREFIX + "platform", subject.platform().toString());
        for (String sentence : inventory.unread()) {
            out.property(ComponentFact.PREFIX + "unread", sentence);
        }
        out.endArray();
        out.end();
    }

    private void writeBase(JsonText out, List<String> roots) throws IOException {
        Reference base = subject.base();
        if (base == null) {
            return;
        }
        Digest digest = subject.baseDigest();
        String ref = "base:" + base.fullName();
        out.begin();
        out.text("type", "container");
        out.text("bom-ref", ref);
        out.text("name", base.registry() + "/" + base.repository());
        out.text("version", digest == null ? base.selector() : digest.toString());
        out.textUnlessEmpty("purl", SubjectNames.purl(base, digest, null));
        out.beginArray("properties");
        out.property(ComponentFact.PREFIX + "role", "base image");
        out.endArray();
        out.end();
        roots.add(ref);
    }

    private void writeSystem(JsonText out, List<String> roots) throws IOException {
        OperatingSystem system = inventory.system();
        if (system == null) {
            return;
        }
        String ref = "os:" + system.distro();
        out.begin();
        out.text("type", "operating-system");
        out.text("bom-ref", ref);
        out.text("name", system.id());
        out.textUnlessEmpty("version", system.version());
        out.text("description", system.name());
        out.end();
        roots.add(ref);
    }

    private void writeDependencies(JsonText out, List<String> roots) throws IOException {
        out.beginArray("dependencies");
        writeNeeds(out, root(), roots);
        for (Listed each : listed.all()) {
            List<String> needs = listed.needs(each);
            if (!needs.isEmpty()) {
                writeNeeds(out, each.ref(), needs);
            }
        }
        out.endArray();
    }

    private static void writeNeeds(JsonText out, String ref, List<String> needs) throws IOException {
        out.begin();
        out.text("ref", ref);
        out.strings("dependsOn", needs);
        out.end();
    }

    private final class Document implements Json.Body {

        @Override
        public void write(JsonGenerator out) throws IOException {
            Cyclonedx.this.write(new JsonText(out));
        }
    }
}
