package dev.drydock.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Holds the documents about the image of one platform against what is signed, and against the image. */
final class DocumentsCheck {

    private static final String CYCLONEDX = "application/vnd.cyclonedx+json";

    /** The predicate that has a document of this type as its content. */
    private static final Map<String, String> PREDICATES =
            Map.of(CYCLONEDX, "https://cyclonedx.org/bom", "application/spdx+json", "https://spdx.dev/Document");

    private static final String LAYER = "dev.drydock:layer";

    private final Evidence evidence;
    private final Findings findings;

    DocumentsCheck(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    /** @param diffIds of the image's layers */
    void check(List<Digest> diffIds) throws IOException {
        for (Statement misplaced : evidence.misplaced()) {
            findings.wrong("The statement " + misplaced.predicateType() + " attached to "
                    + evidence.subject().digest() + " is about " + Evidence.about(misplaced));
        }
        for (Statement statement : evidence.stated()) {
            String what = "The statement " + statement.predicateType() + " about "
                    + evidence.subject().digest();
            List<Statement> signed = signed(statement.predicateType());
            tell(what, signed, isAmong(signed, statement));
        }
        for (Evidence.Document document : evidence.documents()) {
            String predicate = PREDICATES.get(document.type());
            if (predicate != null) {
                check(document, predicate, diffIds);
            }
        }
    }

    private void check(Evidence.Document document, String predicate, List<Digest> diffIds) throws IOException {
        String what = "The bill of materials (" + document.type() + ") of "
                + evidence.subject().digest();
        JsonNode bill;
        try {
            bill = Json.parseObject(document.content());
        } catch (IOException e) {
            findings.wrong(what + " is no JSON document");
            return;
        }
        List<Statement> signed = signed(predicate);
        boolean same = false;
        for (Statement statement : signed) {
            same |= Json.parseObject(statement.content()).path("predicate").equals(bill);
        }
        tell(what, signed, same);
        if (document.type().equals(CYCLONEDX)) {
            checkLayers(what, bill, diffIds);
        }
    }

    private void tell(String what, List<Statement> signed, boolean same) {
        if (same) {
            findings.right(what + " is signed");
        } else if (signed.isEmpty()) {
            findings.unverified(what + " is not signed");
        } else {
            findings.wrong(what + " is not the one that is signed");
        }
    }

    private void checkLayers(String what, JsonNode bill, List<Digest> diffIds) {
        List<String> known = new ArrayList<>();
        diffIds.forEach(diffId -> known.add(diffId.toString()));
        int placed = 0;
        for (JsonNode component : bill.path("components")) {
            for (JsonNode property : component.path("properties")) {
                if (property.path("name").asText().equals(LAYER)) {
                    placed++;
                    if (!known.contains(property.path("value").asText())) {
                        findings.wrong(what + " has " + component.path("name").asText() + " in the layer "
                                + property.path("value").asText() + ", which the image does not have");
                        return;
                    }
                }
            }
        }
        if (placed > 0) {
            findings.right(what + " places its " + placed + " components in layers that the image has");
        }
    }

    private List<Statement> signed(String predicateType) throws IOException {
        List<Statement> found = new ArrayList<>();
        for (Statement statement : evidence.signed()) {
            if (statement.predicateType().equals(predicateType)) {
                found.add(statement);
            }
        }
        return found;
    }

    private static boolean isAmong(List<Statement> signed, Statement statement) {
        for (Statement each : signed) {
            if (Arrays.equals(each.content(), statement.content())) {
                return true;
            }
        }
        return false;
    }
}
