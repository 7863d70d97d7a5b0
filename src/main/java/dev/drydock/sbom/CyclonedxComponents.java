package dev.drydock.sbom;

import dev.drydock.image.Digest;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SpdxLicences;
import dev.drydock.sbom.ListedComponents.Listed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes software as components of CycloneDX. */
final class CyclonedxComponents {

    /** Properties of trivy, which knows packages of sources by nothing else and finds no weakness of a package without them. */
    private static final String TRIVY = "aquasecurity:trivy:";

    private final Inventory inventory;

    /** @param inventory that the components are from */
    CyclonedxComponents(Inventory inventory) {
        this.inventory = inventory;
    }

    void write(Listed each, JsonText out) throws IOException {
        Component component = each.component();
        Software software = component.software();
        out.begin();
        out.text("type", type(component));
        out.text("bom-ref", each.ref());
        boolean vendor = software.kind() == Software.Kind.JAVA;
        out.textUnlessEmpty(vendor ? "publisher" : "group", software.group());
        out.text("name", software.name());
        out.textUnlessEmpty("version", software.version());
        if (component.scope().equals("provided") || component.scope().equals("test")) {
            out.text("scope", "optional");
        }
        writeHash(out, software.sha256());
        writeLicences(out, software.licences());
        if (vendor) {
            out.text("cpe", JavaCpe.of(software.version()));
        }
        out.textUnlessEmpty("purl", software.purl());
        writePlaces(out, each);
        out.end();
    }

    private String type(Component component) {
        return inventory.isApplication(component)
                ? "application"
                : component.kind() == Software.Kind.JAVA ? "platform" : "library";
    }

    private static void writeHash(JsonText out, @Nullable Digest sha256) throws IOException {
        if (sha256 != null) {
            out.beginArray("hashes");
            out.begin();
            out.text("alg", "SHA-256");
            out.text("content", sha256.hex());
            out.end();
            out.endArray();
        }
    }

    /** The format has either one expression or a list of licences. */
    private static void writeLicences(JsonText out, List<String> licences) throws IOException {
        if (licences.isEmpty()) {
            return;
        }
        out.beginArray("licenses");
        if (licences.size() == 1 && SpdxLicences.isExpression(licences.get(0))) {
            out.begin();
            out.text("expression", licences.get(0));
            out.end();
        } else {
            for (String name : licences) {
                Optional<String> id = SpdxLicences.id(name);
                out.begin();
                out.begin("license");
                out.text(id.isPresent() ? "id" : "name", id.isPresent() ? id.get() : name);
                out.end();
                out.end();
            }
        }
        out.endArray();
    }

    private void writePlaces(JsonText out, Listed each) throws IOException {
        if (!each.component().path().isEmpty()) {
            out.begin("evidence");
            out.beginArray("occurrences");
            for (Component place : each.places()) {
                out.begin();
                out.text("location", "/" + place.path());
                out.end();
            }
            out.endArray();
            out.end();
        }
        out.beginArray("properties");
        for (ComponentFact fact : ComponentFact.of(each, inventory.layers())) {
            out.property(fact.name(), fact.value());
        }
        SourcePackage source = SourcePackage.of(each.component().software());
        if (source != null) {
            out.property(TRIVY + "SrcName", source.name());
            out.property(TRIVY + "SrcVersion", source.version());
        }
        out.endArray();
    }
}
