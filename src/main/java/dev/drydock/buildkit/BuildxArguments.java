package dev.drydock.buildkit;

import dev.drydock.image.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arguments of {@code docker buildx build}; the context comes behind all options. */
final class BuildxArguments extends ClientArguments {

    private String context = "";

    @Override
    void files(Path place, Path dockerfile) {
        option("--file", dockerfile.toString());
        context = place.toString();
    }

    @Override
    void target(String stage) {
        option("--target", stage);
    }

    @Override
    void buildArgument(String name, String value) {
        option("--build-arg", name + "=" + value);
    }

    @Override
    void label(String name, String value) {
        option("--label", name + "=" + value);
    }

    @Override
    void platforms(String list) {
        option("--platform", list);
    }

    @Override
    void namedDirectory(String name, Path directory) {
        option("--build-context", name + "=" + directory);
    }

    @Override
    void namedImage(String name, String image) {
        option("--build-context", name + "=docker-image://" + image);
    }

    @Override
    void namedRemote(String name, String address) {
        option("--build-context", name + "=" + address);
    }

    @Override
    void namedLayout(String name, Path directory, Digest image) {
        option("--build-context", name + "=oci-layout://" + directory + "@" + image);
    }

    @Override
    void pull() {
        flag("--pull");
    }

    @Override
    void cacheFrom(String fields) {
        option("--cache-from", fields);
    }

    @Override
    void cacheTo(String fields) {
        option("--cache-to", fields);
    }

    @Override
    List<String> all() {
        List<String> all = new ArrayList<>(super.all());
        all.add(context);
        return all;
    }
}
