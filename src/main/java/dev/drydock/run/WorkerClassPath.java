package dev.drydock.run;

import com.github.luben.zstd.ZstdInputStream;
import dev.drydock.sandbox.kernel.KernelLibrary;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/** Where the classes of the worker are: wherever this JVM has them from, be it jars in a repository or a build directory. */
final class WorkerClassPath {

    private WorkerClassPath() {}

    static List<Path> find() throws IOException {
        var all = new LinkedHashSet<Path>();
        for (var type : List.of(WorkerClassPath.class, KernelLibrary.type(), ZstdInputStream.class)) {
            all.add(locate(type));
        }
        return List.copyOf(all);
    }

    private static Path locate(Class<?> type) throws IOException {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("the place " + type.getName() + " was loaded from is not known");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IOException(type.getName() + " was not loaded from a file but " + source.getLocation(), e);
        }
    }
}
