package dev.drydock.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drydock.image.Digest;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.io.ByteNames;
import dev.drydock.report.ImageReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes the columns of packages, see {@link ReportJson}. */
final class PackageColumns {

    private PackageColumns() {}

    static void write(ImageReport report, JsonGenerator out) throws IOException {
        Inventory inventory = report.inventory();
        List<Component> components = inventory.components();
        out.writeObjectFieldStart("packages");
        texts("kind", components, component -> component.kind().word(), out);
        texts("name", components, PackageColumns::name, out);
        texts("version", components, Component::version, out);
        texts("licences", components, component -> String.join(", ", component.licences()), out);
        texts("path", components, component -> FileColumns.shown(component.path()), out);
        texts("purl", components, Component::purl, out);
        Map<Digest, Integer> numbers = new HashMap<>();
        for (int i = 0; i < report.layers().size(); i++) {
            numbers.put(report.layers().get(i).layer().diffId(), i);
        }
        out.writeArrayFieldStart("layer");
        for (Component component : components) {
            int layer = component.layer();
            out.writeNumber(
                    layer < 0
                            ? -1
                            : numbers.getOrDefault(inventory.layers().get(layer).diffId(), -1));
        }
        out.writeEndArray();
        texts("unread", inventory.unread(), FileColumns::shown, out);
        out.writeEndObject();
    }

    private static String name(Component component) {
        String group = component.software().group();
        return group.isEmpty() ? component.name() : group + ":" + component.name();
    }

    private static <T> void texts(String column, List<T> rows, Function<T, String> text, JsonGenerator out)
            throws IOException {
        out.writeArrayFieldStart(column);
        for (T row : rows) {
            out.writeString(ByteNames.toUnicode(text.apply(row)));
        }
        out.writeEndArray();
    }
}
