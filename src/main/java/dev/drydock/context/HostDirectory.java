package dev.drydock.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files in a directory of this machine as they were when it was listed, by rows in the order of the names' bytes. There may be
 * hundreds of thousands: objects are made for whoever asks for one.
 */
public final class HostDirectory {

    private final Path host;
    private final long device;
    private final FileRows files;

    HostDirectory(Path host, long device, FileRows files) {
        this.host = host;
        this.device = device;
        this.files = files;
    }

    public int size() {
        return files.size();
    }

    public String name(int row) {
        return files.name(row);
    }

    public List<String> names() {
        return files.names();
    }

    /** The row of a name; -1 if there is none. */
    public int find(String name) {
        return files.find(name);
    }

    public boolean isDirectory(int row) {
        return files.isDirectory(row);
    }

    public HostFiles.Found found(int row) {
        return HostFiles.Found.of(files.file(row, "", host, device));
    }

    /** Shows everything but directories. */
    void stamps(FileStamp.Visitor visitor) throws IOException {
        for (int row = 0; row < files.size(); row++) {
            if (!files.isDirectory(row)) {
                visitor.stamp(files.stamp(row, host, device));
            }
        }
    }
}
