package dev.drydock.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.inventory.Inventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds bills of materials, in whatever form they are attached, against the layers of the image of one platform. */
final class BillsCheck {

    /** Who reads more than this knows that the bill is of another image. */
    private static final int MOST_TOLD = 10;

    private final ImageLayers layers;
    private final boolean whole;
    private final Findings findings;
    private final List<JsonNode> checked = new ArrayList<>();
    private @Nullable Inventory inventory;

    /** @param whole whether the layers have the bytes that their digests say */
    BillsCheck(ImageLayers layers, boolean whole, Findings findings) {
        this.layers = layers;
        this.whole = whole;
        this.findings = findings;
    }

    /**
     * Does nothing if the same document has been checked in another form.
     *
     * @param what begins a sentence about the document
     * @param mediaType of the document by itself
     * @param signed whether the key has signed this very document
     */
    void check(String what, String mediaType, JsonNode document, boolean signed) throws IOException {
        if (checked.contains(document)) {
            return;
        }
        checked.add(document);
        Bill bill = Bill.of(mediaType, document);
        if (!hasLayersOf(what, bill) || !whole) {
            return;
        }
        if (!bill.ours()) {
            if (!signed) {
                findings.unverified(what + " was not made by Drydock, so it is not compared with the layers");
            }
            return;
        }
        Inventory told = inventory(what);
        if (told != null) {
            tell(what, BillCheck.of(bill, told));
        }
    }

    private void tell(String what, BillCheck.Outcome outcome) {
        if (outcome.wrong().isEmpty()) {
            findings.right(
                    what + " agrees with the layers: " + outcome.jars() + (outcome.jars() == 1 ? " jar" : " jars")
                            + " and " + outcome.others() + (outcome.others() == 1 ? " package" : " packages"));
        }
        int told = Math.min(MOST_TOLD, outcome.wrong().size());
        for (String wrong : outcome.wrong().subList(0, told)) {
            findings.wrong(what + " " + wrong);
        }
        if (told < outcome.wrong().size()) {
            findings.wrong(
                    what + " disagrees with the layers in " + (outcome.wrong().size() - told) + " more places");
        }
    }

    private @Nullable Inventory inventory(String what) throws IOException {
        if (inventory == null) {
            try {
                inventory = layers.inventory();
            } catch (IOException e) {
                findings.wrong(
                        what + " cannot be compared with the layers, as one cannot be looked into: " + Cause.of(e));
            }
        }
        return inventory;
    }

    private boolean hasLayersOf(String what, Bill bill) {
        Set<String> known = new HashSet<>();
        for (Digest diffId : layers.config().diffIds()) {
            known.add(diffId.toString());
        }
        int placed = 0;
        for (Bill.Entry entry : bill.entries()) {
            if (entry.layer().isEmpty()) {
                continue;
            }
            placed++;
            if (!known.contains(entry.layer())) {
                findings.wrong(what + " has " + entry.name() + " in the layer " + entry.layer()
                        + ", which the image does not have");
                return false;
            }
        }
        if (placed > 0) {
            findings.right(what + " places its " + placed + " components in layers that the image has");
        }
        return true;
    }
}
