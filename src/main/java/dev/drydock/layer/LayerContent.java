package dev.drydock.layer;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.FileTree.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Reads the content of files out of stored layers. */
public final class LayerContent {

    private LayerContent() {}

    /** Receives what was asked for. */
    public interface ContentVisitor {

        /**
         * @param position which file, see {@link Node#position}
         * @param entry as stored in the layer's tar
         * @param content readable during this call; need not be read to its end
         */
        void file(int position, TarEntry entry, InputStream content) throws IOException;
    }

    /**
     * Goes once over a layer and hands out the files wanted, in the order of the tar. Ends with the last one, so the rest of
     * a damaged layer may go unnoticed; layers in the store are verified.
     *
     * @param positions in {@link LayerListing#entries}, as {@link Node#position} says
     * @throws IOException also if the layer has not all of them
     */
    public static void read(LayerFile layer, Set<Integer> positions, ContentVisitor visitor) throws IOException {
        BitSet wanted = new BitSet();
        for (int position : positions) {
            wanted.set(position);
        }
        read(layer, wanted, visitor);
    }

    /** The same for very many files. One that is wanted several times takes another pass for each further time. */
    public static void read(LayerFile layer, WantedFiles wanted, WantedFiles.Visitor visitor) throws IOException {
        wanted.sort();
        int pass = 0;
        for (BitSet left = wanted.wantedMoreThan(0); !left.isEmpty(); left = wanted.wantedMoreThan(pass)) {
            int times = pass++;
            read(layer, left, (position, entry, content) -> visitor.file(wanted.number(position, times), content));
        }
    }

    private static void read(LayerFile layer, BitSet positions, ContentVisitor visitor) throws IOException {
        int left = positions.cardinality();
        if (left == 0) {
            return;
        }
        try (var reader = new TarReader(LayerInput.open(layer.file()))) {
            int position = 0;
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (LayerNames.of(entry.name()).kind() != LayerNames.Kind.FILE) {
                    continue;
                }
                if (positions.get(position)) {
                    visitor.file(position, entry, reader.content());
                    if (--left == 0) {
                        return;
                    }
                }
                position++;
            }
        }
        throw new IOException(
                "layer " + layer.layer().diffId() + " in " + layer.file() + " has not the files its index lists");
    }

    /**
     * The content of one small file such as /etc/passwd.
     *
     * @param lowestFirst the layers of the tree the node comes from
     * @throws BuildFailure if it is no file, or has more than max bytes
     */
    public static byte[] readSmall(List<LayerFile> lowestFirst, Node node, int max) throws IOException {
        TarEntry wanted = node.entry();
        if (!wanted.isFile()) {
            throw BuildFailure.ofBuild("'/" + wanted.name() + "' in the image is no regular file", null);
        }
        if (wanted.size() > max) {
            throw BuildFailure.ofBuild(
                    "'/" + wanted.name() + "' in the image has " + wanted.size() + " bytes, more than the " + max
                            + " it may have",
                    null);
        }
        if (wanted.size() == 0) {
            return new byte[0];
        }
        var found = new ByteArrayOutputStream();
        read(
                lowestFirst.get(node.layer()),
                Set.of(node.position()),
                (position, entry, content) -> content.transferTo(found));
        return found.toByteArray();
    }
}
