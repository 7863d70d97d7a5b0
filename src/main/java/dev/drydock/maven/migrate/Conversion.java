package dev.drydock.maven.migrate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Goes over an element of another plugin row by row. Elements that no row is about are told of in the end. */
final class Conversion {

    private final Fragment fragment;
    private final Dom from;
    private final String shownAs;
    private final Dom to;
    private final Set<Dom> converted = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param shownAs path of the element for people; "" for none
     * @param to takes our elements
     */
    Conversion(Fragment fragment, Dom from, String shownAs, Dom to) {
        this.fragment = fragment;
        this.from = from;
        this.shownAs = shownAs;
        this.to = to;
    }

    void rows(List<Row> rows) {
        for (Row row : rows) {
            Dom element = from.find(row.from());
            // Rows about a whole come after those about its parts, and are for the rest of it.
            if (element != null && hasMore(element)) {
                if (!element.isEmpty()) {
                    row.way().convert(new Way.Step(row, shown(row.from()), from, element, to, fragment));
                }
                converted.add(element);
            }
        }
    }

    /** Takes what code deals with out of what is told of. */
    void done(String... paths) {
        for (String path : paths) {
            Dom element = from.find(path);
            if (element != null) {
                converted.add(element);
            }
        }
    }

    /** Tells of elements nothing was said of. */
    void finish() {
        rest(from, "");
    }

    private void rest(Dom element, String path) {
        for (Dom child : element.children()) {
            String name = path.isEmpty() ? child.name() : path + "/" + child.name();
            if (converted.contains(child) || child.isEmpty()) {
                continue;
            }
            if (hasConverted(child)) {
                rest(child, name);
            } else {
                fragment.tell(
                        shown(name),
                        "This goal does not know it; the documentation of its plugin says what it is for.");
            }
        }
    }

    private boolean hasMore(Dom element) {
        if (converted.contains(element)) {
            return false;
        }
        if (element.children().isEmpty()) {
            return true;
        }
        for (Dom child : element.children()) {
            if (hasMore(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasConverted(Dom element) {
        for (Dom child : element.children()) {
            if (converted.contains(child) || hasConverted(child)) {
                return true;
            }
        }
        return false;
    }

    private String shown(String path) {
        return "<" + (shownAs.isEmpty() ? path : shownAs + "/" + path) + ">";
    }
}
