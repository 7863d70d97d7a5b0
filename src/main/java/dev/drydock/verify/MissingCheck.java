package dev.drydock.verify;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.io.ByteNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what the layers tell of and a bill of materials conceals. */
final class MissingCheck {

    /** Places of files, and package URLs with their places. */
    private final Set<String> listed = new HashSet<>();

    /** Jars of which the bill lists something inside. */
    private final Set<String> lookedInto = new HashSet<>();

    /** Jars that the build knew. */
    private final Set<String> libraries = new HashSet<>();

    private MissingCheck(Bill bill) {
        for (Bill.Entry entry : bill.entries()) {
            for (String place : entry.places()) {
                add(entry, place);
            }
        }
    }

    private void add(Bill.Entry entry, String place) {
        listed.add(BillNames.unqualified(entry.purl()) + " " + place);
        for (int at = place.indexOf(Component.IN_JAR); at >= 0; at = place.indexOf(Component.IN_JAR, at + 1)) {
            lookedInto.add(place.substring(0, at));
        }
        if (!entry.sha256().isEmpty()) {
            listed.add(place);
            if (!entry.scope().isEmpty()) {
                libraries.add(place);
            }
        }
    }

    /** @return ends of sentences about the bill */
    static List<String> of(Bill bill, Inventory inventory) {
        var check = new MissingCheck(bill);
        List<String> missing = new ArrayList<>();
        for (Component each : inventory.components()) {
            if (check.isConcealed(each)) {
                missing.add("does not list " + BillNames.shown(each) + ", which is "
                        + (each.sha256() == null ? "told of by /" : "the file /") + ByteNames.toUnicode(each.path()));
            }
        }
        return missing;
    }

    private boolean isConcealed(Component each) {
        String path = ByteNames.toUnicode(each.path());
        return each.sha256() == null
                ? isInstalled(each) && !listed.contains(BillNames.unqualified(each.purl()) + " " + path)
                : isLookedFor(path) && !listed.contains(path);
    }

    /** The build does not look into libraries that it knows, so that jars in these are not listed. */
    private boolean isLookedFor(String path) {
        int outer = path.lastIndexOf(Component.IN_JAR);
        String in = outer < 0 ? "" : path.substring(0, outer);
        return outer < 0 || lookedInto.contains(in) || !libraries.contains(in);
    }

    /** Whether software inside jars, or told by documents in the image, is listed depends on what the build knows besides. */
    private static boolean isInstalled(Component each) {
        return switch (each.kind()) {
            case DEBIAN, ALPINE, RPM, PYTHON, NPM, JAVA -> !each.path().contains(Component.IN_JAR);
            case MAVEN, JAR, OTHER -> false;
        };
    }
}
