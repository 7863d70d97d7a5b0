package dev.drydock.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.inventory.software.SpdxLicences;
import dev.drydock.io.ByteNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Licences as SPDX expressions. A licence without an identifier gets one that holds in the document, with its name as its text. */
final class SpdxLicensing {

    /** Has an identifier of its own in CycloneDX, and none that is not deprecated in SPDX. */
    private static final String CLASSPATH = "GPL-2.0-with-classpath-exception";

    private final Map<String, String> names = new TreeMap<>();

    /** All of them together: metadata that names several licences seldom says that one may choose. */
    String expression(List<String> licences) {
        List<String> parts = new ArrayList<>();
        for (String licence : licences) {
            boolean compound = SpdxLicences.isExpression(licence);
            String part =
                    compound && licences.size() > 1 ? "(" + licence + ")" : compound ? licence : identifier(licence);
            if (!parts.contains(part)) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? "NOASSERTION" : String.join(" AND ", parts);
    }

    private String identifier(String licence) {
        Optional<String> id = SpdxLicences.id(licence);
        if (id.isPresent()) {
            return id.get().equals(CLASSPATH) ? "GPL-2.0-only WITH Classpath-exception-2.0" : id.get();
        }
        String name = ByteNames.toUnicode(licence);
        String plain = name.replaceAll("[^A-Za-z0-9.]+", "-");
        String hash = Digest.of(name.getBytes(StandardCharsets.UTF_8)).shortHex();
        String ref = "LicenseRef-" + plain.substring(0, Math.min(plain.length(), 60)) + "-" + hash;
        names.put(ref, name);
        return ref;
    }

    /** Those that have no identifier elsewhere. */
    ArrayNode extracted() {
        ArrayNode texts = Json.array(List.of());
        for (Map.Entry<String, String> each : names.entrySet()) {
            ObjectNode node = texts.addObject();
            node.put("licenseId", each.getKey());
            node.put("name", each.getValue());
            node.put("extractedText", each.getValue());
        }
        return texts;
    }
}
