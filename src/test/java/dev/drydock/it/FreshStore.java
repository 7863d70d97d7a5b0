package dev.drydock.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes the store the integration tests share, before them so that nothing is cached, and after them. As an ordinary user
 * it holds files of other, mapped ids, which only their namespace can remove.
 */
public final class FreshStore {

    private FreshStore() {}

    /** Argument: the directory. */
    public static void main(String[] args) throws IOException, InterruptedException {
        delete(Path.of(args[0]));
    }

    public static void delete(Path store) throws IOException, InterruptedException {
        if (Files.exists(store) && execute("rm", "-rf", store.toString()) != 0) {
            execute("unshare", "--user", "--map-root-user", "--map-auto", "rm", "-rf", store.toString());
        }
        if (Files.exists(store)) {
            throw new IOException(store + " cannot be deleted");
        }
    }

    private static int execute(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
