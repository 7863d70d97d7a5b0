package dev.drydock.verify;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.Software.Kind;
import dev.drydock.io.ByteNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a bill of materials that Drydock wrote against what the layers themselves tell. A jar is known by its place and its
 * SHA-256, as its name may come from the build, which knows more than the jar says; anything else by its package URL and by
 * the file that tells of it. Licences, and what needs what, are not in the layers and not compared.
 */
final class BillCheck {

    private final Map<String, List<Component>> found = new HashMap<>();
    private final Set<String> purls = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int jars;
    private int others;

    private BillCheck(Inventory inventory) {
        for (Component each : inventory.components()) {
            found.computeIfAbsent(ByteNames.toUnicode(each.path()), path -> new ArrayList<>())
                    .add(each);
            purls.add(BillNames.unqualified(each.purl()));
        }
    }

    /**
     * The result of the comparison.
     *
     * @param wrong what the bill says and the layers do not, or the other way round, each the end of a sentence
     */
    record Outcome(List<String> wrong, int jars, int others) {}

    static Outcome of(Bill bill, Inventory inventory) {
        var check = new BillCheck(inventory);
        for (Bill.Entry entry : bill.entries()) {
            check.checkName(entry);
            for (String place : entry.places()) {
                check.checkListed(entry, place);
            }
        }
        check.wrong.addAll(MissingCheck.of(bill, inventory));
        return new Outcome(check.wrong, check.jars, check.others);
    }

    /** Scanners go by the package URL, people by name and version. */
    private void checkName(Bill.Entry entry) {
        if (!entry.purl().startsWith("pkg:maven/") || isToldByFiles(entry)) {
            return;
        }
        String end = entry.name().replace(':', '/') + (entry.version().isEmpty() ? "" : "@" + entry.version());
        if (!BillNames.unescaped(BillNames.unqualified(entry.purl())).equals("pkg:maven/" + end)) {
            wrong.add("calls " + BillNames.shown(entry) + " by the package URL " + entry.purl());
        }
    }

    private void checkListed(Bill.Entry entry, String place) {
        List<Component> here = found.getOrDefault(place, List.of());
        if (entry.sha256().isEmpty()) {
            if (!isToldBy(here, entry)
                    && !(place.contains(Component.IN_JAR) && purls.contains(BillNames.unqualified(entry.purl())))) {
                wrong.add("lists " + BillNames.shown(entry) + ", which /" + place + " does not tell of");
            }
            others++;
            return;
        }
        Component file = file(here);
        if (file == null) {
            wrong.add("lists " + BillNames.shown(entry) + " as /" + place + ", which is no such file in the layers");
        } else if (!hex(file).equals(entry.sha256())) {
            wrong.add("lists " + BillNames.shown(entry) + " with the SHA-256 " + entry.sha256() + ", but /" + place
                    + " has " + hex(file));
        } else if (isOtherVersion(entry, file)) {
            wrong.add("lists /" + place + " as " + BillNames.shown(entry) + ", but the file says of itself that it is "
                    + file.version());
        }
        jars++;
    }

    private boolean isToldByFiles(Bill.Entry entry) {
        for (String place : entry.places()) {
            if (isToldBy(found.getOrDefault(place, List.of()), entry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isToldBy(List<Component> here, Bill.Entry entry) {
        for (Component each : here) {
            if (BillNames.unqualified(each.purl()).equals(BillNames.unqualified(entry.purl()))
                    && BillNames.name(each).equals(entry.name())
                    && BillNames.version(each).equals(entry.version())) {
                return true;
            }
        }
        return false;
    }

    /** A snapshot is called by its time in the build, which the file does not know. */
    private static boolean isOtherVersion(Bill.Entry entry, Component file) {
        return file.kind() == Kind.MAVEN
                && BillNames.name(file).equals(entry.name())
                && !BillNames.version(file).equals(entry.version())
                && !file.version().endsWith("-SNAPSHOT");
    }

    private static @Nullable Component file(List<Component> here) {
        for (Component each : here) {
            if (each.sha256() != null) {
                return each;
            }
        }
        return null;
    }

    private static String hex(Component file) {
        return file.sha256() == null ? "" : file.sha256().hex();
    }
}
