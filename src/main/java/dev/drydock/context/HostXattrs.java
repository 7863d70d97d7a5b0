package dev.drydock.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extended attributes of host files that belong into images: {@code user.*}, and {@code security.capability} of programs.
 * The JDK knows the former; the latter takes a system call of our own, and loading what makes it costs a tenth of a second,
 * so only files that could be programs are asked.
 */
final class HostXattrs {

    private static final String PREFIX = "user.";

    private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

    private HostXattrs() {}

    /**
     * By full name; none for what is neither file nor directory, and none but on Linux: what other systems keep with a file,
     * such as where it was downloaded from, says nothing of its content and would make another image on each machine.
     */
    static Map<String, byte[]> read(HostFile file) throws IOException {
        if (!LINUX || !file.canBeOpened() || !HostFile.isUnix(file.host())) {
            return Map.of();
        }
        Map<String, byte[]> found = userDefined(file.host());
        if (file.entry().isFile() && file.entry().size() > 0 && (file.entry().mode() & 0111) != 0) {
            byte[] capability = FileCapability.read(file.host());
            if (capability.length > 0) {
                Map<String, byte[]> all = new TreeMap<>(found);
                all.put(FileCapability.NAME, capability);
                return all;
            }
        }
        return found;
    }

    private static Map<String, byte[]> userDefined(Path host) throws IOException {
        var view = Files.getFileAttributeView(host, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Map.of();
        }
        try {
            Map<String, byte[]> found = Map.of();
            for (String name : view.list()) {
                ByteBuffer value = ByteBuffer.allocate(view.size(name));
                view.read(name, value);
                found = found.isEmpty() ? new TreeMap<>() : found;
                found.put(PREFIX + name, value.array());
            }
            return found;
        } catch (FileSystemException e) {
            if (Files.getFileStore(host).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
                throw e;
            }
            return Map.of();
        }
    }
}
