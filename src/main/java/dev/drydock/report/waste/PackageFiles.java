package dev.drydock.report.waste;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Reads small files of the image, for the lists of files that packages consist of. */
public interface PackageFiles {

    /**
     * @param rows visible files of the {@link dev.drydock.report.content.FileTable}
     * @return their content by row
     */
    Map<Integer, byte[]> read(Set<Integer> rows) throws IOException;
}
