package dev.drydock.jib;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.plan.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers that extensions return, as parts of an image. A layer that is as it was given stays the part it was. Commands come
 * after all layers that they came after, if these are still there; programs come last, since they start the whole application, as
 * does what is recorded of it.
 */
final class ReturnedLayers {

    private final List<GivenLayer> given;
    private final Map<String, List<Mapping>> before;
    private final RebuiltLayer rebuilt;
    private final Map<String, List<Mapping>> trees = new LinkedHashMap<>();

    /** @param origin the layer with its name and place among those of that name; null if there was none */
    private record Returned(
            FileEntriesLayer layer, @Nullable GivenLayer origin) {

        boolean isAsGiven() {
            return origin != null && layer.getEntries().equals(origin.layer().getEntries());
        }
    }

    /** @param before the trees of the image as it was */
    ReturnedLayers(List<GivenLayer> given, Map<String, List<Mapping>> before, RebuiltLayer rebuilt) {
        this.given = given;
        this.before = before;
        this.rebuilt = rebuilt;
    }

    /** The trees of the parts. */
    Map<String, List<Mapping>> trees() {
        return trees;
    }

    /** @param were the parts of the image before */
    List<Part> parts(List<Part> were, List<? extends LayerObject> layers) {
        List<Returned> returned = new ArrayList<>();
        Set<GivenLayer> found = new HashSet<>();
        for (LayerObject layer : layers) {
            returned.add(new Returned(files(layer), origin(layer, found)));
        }
        for (Returned each : returned) {
            if (each.origin != null && each.isAsGiven()) {
                keep(each.origin.part().name());
            }
        }
        List<Part> parts = new ArrayList<>();
        for (GivenLayer gone : given) {
            if (!found.contains(gone) && !gone.links().isEmpty()) {
                parts.addAll(rebuilt.parts(trees, gone, gone.part().name(), List.of()));
            }
        }
        arrange(parts, were, returned);
        return parts;
    }

    private void arrange(List<Part> parts, List<Part> were, List<Returned> returned) {
        List<Part> programs = new ArrayList<>();
        Set<Part> passed = new HashSet<>();
        int next = 0;
        for (Part part : were) {
            if (part instanceof Part.Files) {
                passed.add(part);
            } else if (part instanceof Part.Program program) {
                keep(program.tools());
                programs.add(program);
            } else if (part instanceof Part.Recorded) {
                programs.add(part);
            } else {
                for (int end = afterLast(returned, passed); next < end; next++) {
                    parts.addAll(parts(returned.get(next)));
                }
                parts.add(part);
            }
        }
        for (; next < returned.size(); next++) {
            parts.addAll(parts(returned.get(next)));
        }
        parts.addAll(programs);
    }

    private static int afterLast(List<Returned> returned, Set<Part> passed) {
        int end = 0;
        for (int i = 0; i < returned.size(); i++) {
            GivenLayer origin = returned.get(i).origin;
            if (origin != null && passed.contains(origin.part())) {
                end = i + 1;
            }
        }
        return end;
    }

    private List<Part> parts(Returned each) {
        if (each.origin != null && each.isAsGiven()) {
            return List.of(each.origin.part());
        }
        String name = each.origin != null ? each.origin.part().name() : each.layer.getName();
        return rebuilt.parts(trees, each.origin, name.isEmpty() ? "files" : name, each.layer.getEntries());
    }

    private void keep(String tree) {
        trees.put(tree, before.getOrDefault(tree, List.of()));
    }

    private @Nullable GivenLayer origin(LayerObject layer, Set<GivenLayer> found) {
        for (GivenLayer each : given) {
            if (each.layer().getName().equals(layer.getName()) && found.add(each)) {
                return each;
            }
        }
        return null;
    }

    private static FileEntriesLayer files(LayerObject layer) {
        if (layer instanceof FileEntriesLayer files) {
            return files;
        }
        throw BuildFailure.ofBuild(
                "An extension of Jib returns the layer '" + layer.getName() + "' as a "
                        + layer.getClass().getName() + ", which is not a list of files",
                "Drydock builds layers that are a FileEntriesLayer; tell the author of the extension.");
    }
}
