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

    /** The predicate that has a document of this type as its content. */
    private static final Map<String, String> PREDICATES =
            Map.of(Bill.CYCLONEDX, "https://cyclonedx.org/bom", Bill.SPDX, "https://spdx.dev/Document");

    private final Evidence evidence;
    private final Findings findings;
    private final BillsCheck bills;

    /** @param whole whether the layers have the bytes that their digests say */
    DocumentsCheck(Evidence evidence, ImageLayers layers, boolean whole, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
        this.bills = new BillsCheck(layers, whole, findings);
    }

    void check() throws IOException {
        Digest about = evidence.subject().digest();
        for (Statement misplaced : evidence.misplaced()) {
            findings.wrong("The statement " + misplaced.predicateType() + " attached to " + about + " is about "
                    + Evidence.about(misplaced));
        }
        for (Evidence.Document document : evidence.documents()) {
            String predicate = PREDICATES.get(document.type());
            if (predicate != null) {
                check(document, predicate);
            }
        }
        for (Statement statement : evidence.stated()) {
            String what = "The statement " + statement.predicateType() + " about " + about;
            List<Statement> signed = signed(statement.predicateType());
            boolean same = isAmong(signed, statement);
            tell(what, signed, same);
            for (Map.Entry<String, String> each : PREDICATES.entrySet()) {
                if (each.getValue().equals(statement.predicateType())) {
                    bills.check(what, each.getKey(), predicate(statement), same);
                }
            }
        }
    }

    private void check(Evidence.Document document, String predicate) throws IOException {
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
            same |= predicate(statement).equals(bill);
        }
        tell(what, signed, same);
        bills.check(what, document.type(), bill, same);
    }

    private static JsonNode predicate(Statement statement) throws IOException {
        return Json.parseObject(statement.content()).path("predicate");
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
