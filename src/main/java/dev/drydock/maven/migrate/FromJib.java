package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The configuration of jib-maven-plugin as one of ours. Its properties beat the POM, as they do with Jib. */
public final class FromJib {

    private static final Map<String, List<Row>> TABLE = Row.table("jib");

    /** Parts of elements that have a property of their own. */
    private static final List<String> PARTS = List.of("extraDirectories/paths", "extraDirectories/permissions");

    private FromJib() {}

    /** @param dependencies of the plugin, as {@code group:artifact:version} */
    public static Converted convert(Xpp3Dom configuration, List<String> dependencies, Facts facts) {
        Dom from = Dom.of(configuration);
        properties(from, facts);
        var fragment = new Fragment(facts);
        Dom image = fragment.configuration().make("image");
        var conversion = new Conversion(fragment, from, "", image);
        conversion.rows(TABLE.getOrDefault("image", List.of()));
        conversion.finish();
        if (from.find("extraDirectories") == null) {
            JibFiles.usual(fragment, image);
        }
        if (facts.packaging().equals("war") && from.text("from/image").isEmpty()) {
            fragment.tell("<from>", "Jib starts wars in Jetty, Drydock in Tomcat: <from>jetty</from> keeps Jetty.");
        }
        if (!image.isEmpty() && image.find("name") == null) {
            fragment.tell("<to>", "The image has no name: write <name>, or give it with -Ddrydock.image.");
        }
        Told.properties(TABLE, fragment, facts, fragment.configuration());
        return Converted.of(fragment, image.find("pluginExtensions") == null ? List.of() : dependencies);
    }

    private static void properties(Dom from, Facts facts) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(PARTS);
        for (Row row : TABLE.getOrDefault("image", List.of())) {
            paths.add(row.from());
        }
        for (String path : paths) {
            given.put(path, facts.property("jib." + path.replace('/', '.')));
        }
        if (given.getOrDefault("to/image", "").isEmpty()) {
            given.put("to/image", facts.property("image"));
        }
        given.forEach((path, value) -> {
            if (!value.isEmpty()) {
                from.replace(path, value);
            }
        });
    }
}
