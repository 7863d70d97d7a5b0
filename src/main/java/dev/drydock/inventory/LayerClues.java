package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.inventory.Finding.Place;
import dev.drydock.inventory.Finding.Unread;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.IndexEntry;
import dev.drydock.layer.LayerIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a layer that tell of software, found by their names.
 *
 * @param found what the names alone tell: jars, and files that are not read
 * @param toRead files whose content tells the rest
 */
record LayerClues(List<Finding> found, List<Sought> toRead) {

    /** A file to be read. */
    record Sought(Place place, Clue clue) {}

    static LayerClues of(LayerIndex index) {
        var search = new Search(new LayerClues(new ArrayList<>(), new ArrayList<>()));
        index.walk(search);
        if (!search.links.isEmpty()) {
            index.walk(new LinkSearch(search));
        }
        return search.clues;
    }

    private static final class Search implements LayerIndex.EntryVisitor {

        private final LayerClues clues;
        /** Names of hard links that tell of software, by their targets. */
        private final Map<String, List<String>> links = new HashMap<>();

        Search(LayerClues clues) {
            this.clues = clues;
        }

        @Override
        public void entry(IndexEntry entry, int position) {
            TarEntry tar = entry.entry();
            if (tar.type() == TarEntry.Type.HARD_LINK && Clue.of(tar.name()) != null) {
                List<String> names = links.get(tar.linkName());
                if (names == null) {
                    names = new ArrayList<>();
                    links.put(tar.linkName(), names);
                }
                names.add(tar.name());
            } else if (tar.isFile()) {
                clues.add(new Place(tar.name(), position), tar, entry.content());
            }
        }
    }

    /** A hard link tells what its target tells, under its own name. Links to files of other layers are left out. */
    private static final class LinkSearch implements LayerIndex.EntryVisitor {

        private final Search search;

        LinkSearch(Search search) {
            this.search = search;
        }

        @Override
        public void entry(IndexEntry entry, int position) {
            TarEntry tar = entry.entry();
            if (tar.isFile()) {
                for (String name : search.links.getOrDefault(tar.name(), List.of())) {
                    search.clues.add(new Place(name, position), tar, entry.content());
                }
            }
        }
    }

    private void add(Place place, TarEntry tar, @Nullable Digest content) {
        Clue clue = Clue.of(place.path());
        if (clue == null) {
            return;
        }
        if (!clue.whyUnread().isEmpty()) {
            if (tar.size() > 0) {
                found.add(new Unread(place, clue.whyUnread()));
            }
        } else if (tar.size() > clue.largest()) {
            found.add(new Unread(place, "is not read, as it has " + tar.size() + " bytes"));
        } else if (clue == Clue.JAR && content != null) {
            found.add(new Jar(place, content, tar.size()));
        } else {
            toRead.add(new Sought(place, clue));
        }
    }
}
