package dev.drydock.layout;

import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.layer.IndexEntry;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayerListing;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.TreeMap;

/** A program that lists the files of an image as a container sees them, so that two images can be compared line by line. */
public final class ImageFiles {

    private final TreeMap<String, IndexEntry> files = new TreeMap<>();

    private ImageFiles() {}

    /** @param arguments a layout of one image */
    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        var layout = OciLayout.open(Path.of(arguments[0]));
        var image = layout.images(layout.entries().get(0)).get(0);
        var all = new ImageFiles();
        for (var layer : image.manifest().layers()) {
            try (InputStream tar = LayerInput.open(layout.blob(layer))) {
                all.add(LayerIndexes.list(tar));
            }
        }
        all.files.forEach((path, file) -> out.println(line(path, file)));
        out.flush();
    }

    private void add(LayerListing layer) {
        layer.whiteouts().forEach(this::remove);
        layer.opaques().forEach(this::removeBelow);
        var own = new HashMap<String, IndexEntry>();
        for (IndexEntry each : layer.entries()) {
            TarEntry entry = each.entry();
            // A second name of a file is that file.
            var file = entry.type() == Type.HARD_LINK ? own.getOrDefault(entry.linkName(), each) : each;
            if (entry.type() != Type.DIRECTORY) {
                remove(entry.name());
            }
            own.put(entry.name(), file);
            files.put(entry.name(), file);
        }
    }

    private void remove(String path) {
        files.remove(path);
        removeBelow(path);
    }

    private void removeBelow(String path) {
        files.subMap(path + "/", path + (char) ('/' + 1)).clear();
    }

    /** Type, mode, owner, size, content, attributes; not the time, which no two builds share. */
    private static String line(String path, IndexEntry file) {
        TarEntry entry = file.entry();
        var line = new StringBuilder(path)
                .append(' ')
                .append(entry.type())
                .append(' ')
                .append(Integer.toOctalString(entry.mode()))
                .append(' ')
                .append(entry.uid() + ":" + entry.gid())
                .append(' ')
                .append(entry.size())
                .append(' ')
                .append(file.content() == null ? entry.linkName() : file.content());
        if (entry.type() == Type.CHARACTER_DEVICE || entry.type() == Type.BLOCK_DEVICE) {
            line.append(" " + entry.devMajor() + ":" + entry.devMinor());
        }
        new TreeMap<>(entry.xattrs())
                .forEach((name, value) ->
                        line.append(" " + name + "=" + HexFormat.of().formatHex(value)));
        return line.toString();
    }
}
