package dev.drydock.java;

import dev.drydock.startup.StartUp;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** File names of libraries in one directory: their own, with the group before it where two have the same. */
@StartUp
public final class LibraryNames {

    private LibraryNames() {}

    /** In the order given. */
    public static Map<Library, String> of(List<Library> libraries) {
        Map<String, Integer> uses = new HashMap<>();
        for (Library library : libraries) {
            count(uses, ownName(library));
        }
        Map<String, Integer> given = new HashMap<>();
        Map<Library, String> names = new LinkedHashMap<>();
        for (Library library : libraries) {
            String own = ownName(library);
            String name = uses.getOrDefault(own, 1) == 1 ? own : library.group() + "-" + own;
            int number = count(given, name);
            names.put(library, number == 1 ? name : number + "-" + name);
        }
        return names;
    }

    /** How often the name has been counted, now included. */
    private static int count(Map<String, Integer> names, String name) {
        int times = names.getOrDefault(name, 0) + 1;
        names.put(name, times);
        return times;
    }

    /** A module without a jar lies in {@code target/classes}: it is called like its folder. */
    private static String ownName(Library library) {
        String name = String.valueOf(library.file().getFileName());
        if (name.endsWith(".jar") || library.file().getNameCount() < 3) {
            return name;
        }
        return library.file().getName(library.file().getNameCount() - 3).toString();
    }
}
