package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The configuration of docker-maven-plugin, io.fabric8, as one of ours. */
public final class FromDmp {

    private static final Map<String, List<Row>> TABLE = Row.table("dmp");
    private static final String SOURCE = "src/main/docker";
    private static final String BUILD_ARG = "docker.buildArg.";

    private final Dom from;
    private final Facts facts;
    private final Fragment fragment;

    private FromDmp(Dom from, Facts facts) {
        this.from = from;
        this.facts = facts;
        String source = from.text("sourceDirectory");
        this.fragment = new Fragment(facts, source.isEmpty() ? SOURCE : source);
    }

    public static Converted convert(Xpp3Dom configuration, Facts facts) {
        var conversion = new FromDmp(Dom.of(configuration), facts);
        conversion.convert();
        return Converted.of(conversion.fragment, List.of());
    }

    private void convert() {
        Dom ours = fragment.configuration();
        List<Dom> built = new ArrayList<>();
        List<Dom> images = new DmpExternal(fragment, section("properties")).resolve(images());
        for (Dom image : images) {
            if (image.find("build") != null) {
                built.add(image);
            } else {
                fragment.tell(
                        "<image> " + (image.text("name").isEmpty() ? image.text("alias") : image.text("name")),
                        "It is only started, not built: start it with Testcontainers or in the CI job.");
            }
        }
        var global = new Conversion(fragment, from, "", ours);
        global.rows(section("plugin"));
        global.done("images", "imagesMap", "registry", "sourceDirectory");
        global.finish();
        Told.properties(TABLE, fragment, facts, ours);
        Map<String, String> args = new TreeMap<>(facts.properties());
        args.keySet().removeIf(name -> !name.startsWith(BUILD_ARG));
        args.forEach((name, value) -> ours.set("buildArgs/" + name.substring(BUILD_ARG.length()), value));
        boolean simple = images.isEmpty() && facts.has("Dockerfile");
        if (simple) {
            fragment.tell("<images>", "There are none: Drydock builds the Dockerfile beside the POM without any, too.");
        }
        DmpNames names = new DmpNames(facts);
        if (built.size() == 1) {
            image(built.get(0), ours.make("image"), names);
        }
        for (Dom image : built.size() > 1 ? built : List.<Dom>of()) {
            image(image, ours.make("images").add(new Dom(names.element(image))), names);
        }
    }

    private List<Dom> images() {
        List<Dom> images = new ArrayList<>();
        for (String list : List.of("images", "imagesMap")) {
            Dom found = from.find(list);
            for (Dom image : found == null ? List.<Dom>of() : found.children()) {
                if (list.equals("imagesMap") && image.find("alias") == null) {
                    image.set("alias", image.name());
                }
                images.add(image);
            }
        }
        return images;
    }

    private void image(Dom image, Dom to, DmpNames names) {
        String registry = image.text("registry").isEmpty() ? registry() : image.text("registry");
        String name = names.name(image.text("name"), registry, fragment);
        if (!name.isEmpty()) {
            to.add("name", name);
        }
        boolean dockerfile = image.find("build/dockerFile") != null
                || image.find("build/dockerFileDir") != null
                || image.find("build/contextDir") != null;
        if (dockerfile) {
            dockerfile(image, to);
        }
        Dom tags = image.find("build/tags");
        if (tags != null) {
            for (Dom tag : tags.children()) {
                String replaced = names.replaced(tag.text(), fragment);
                tags.children().set(tags.children().indexOf(tag), new Dom(tag.name(), replaced));
            }
        }
        String shown = "image".equals(image.name()) && to.name().equals("image") ? "image" : to.name();
        var conversion = new Conversion(fragment, image, shown, to);
        conversion.done("name", "alias", "registry", "build/dockerFile", "build/dockerFileDir", "build/contextDir");
        if (dockerfile) {
            conversion.rows(section("dockerfile"));
        } else {
            to.add("layout", "none");
            if (image.find("build/from") == null) {
                to.add("from", "busybox"); // what docker-maven-plugin takes
            }
            conversion.rows(section("description"));
        }
        conversion.rows(section("image"));
        conversion.finish();
    }

    private String registry() {
        String property = facts.property("docker.registry");
        return property.isEmpty() ? from.text("registry") : property;
    }

    /** Relative paths are those of {@code sourceDirectory}; a Dockerfile without a context has the folder it is in. */
    private void dockerfile(Dom image, Dom to) {
        Dom build = image.make("build");
        String folder = build.text("contextDir").isEmpty() ? build.text("dockerFileDir") : build.text("contextDir");
        String file = build.text("dockerFile");
        String context = folder.isEmpty() ? parent(source(file)) : source(folder);
        String path = folder.isEmpty()
                ? source(file)
                : file.isEmpty() ? join(context, "Dockerfile") : inContext(context, file);
        if (!context.equals(".")) {
            to.add("context", context);
        }
        if (!path.equals("Dockerfile")) {
            to.add("dockerfile", path);
        }
    }

    private String inContext(String context, String file) {
        return file.startsWith("/") ? facts.shown(file) : join(context, file);
    }

    private String source(String path) {
        if (path.startsWith("/") || path.startsWith("${")) {
            return facts.shown(path);
        }
        return facts.shown(fragment.sourceDirectory() + "/" + path);
    }

    private static String join(String folder, String name) {
        return folder.equals(".") ? name : folder + "/" + name;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    private static List<Row> section(String name) {
        return TABLE.getOrDefault(name, List.of());
    }
}
