package dev.drydock.buildkit;

import dev.drydock.image.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a client's {@code build}, in its own words. Values that are a list of fields come as {@link CsvFields}. */
abstract class ClientArguments {

    private final List<String> all = new ArrayList<>();

    abstract void files(Path context, Path dockerfile);

    abstract void target(String stage);

    abstract void buildArgument(String name, String value);

    abstract void label(String name, String value);

    abstract void platforms(String list);

    abstract void namedDirectory(String name, Path directory);

    abstract void namedImage(String name, String image);

    abstract void namedRemote(String name, String address);

    abstract void namedLayout(String name, Path directory, Digest image);

    abstract void pull();

    abstract void cacheFrom(String fields);

    abstract void cacheTo(String fields);

    /** To be called last. */
    final void output(String fields) {
        option("--output", fields);
    }

    final void secret(String fields) {
        option("--secret", fields);
    }

    final void sshAgent() {
        option("--ssh", "default");
    }

    final void allow(String entitlement) {
        option("--allow", entitlement);
    }

    final void noCache() {
        all.add("--no-cache");
    }

    final void flag(String name) {
        all.add(name);
    }

    final void option(String name, String value) {
        all.add(name);
        all.add(value);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
