package dev.drydock.buildkit;

import dev.drydock.image.Digest;
import java.nio.file.Path;

/**
 * Arguments of {@code buildctl build} for the front end of Dockerfiles, whose options are documented in BuildKit's {@code
 * docs/reference/buildctl.md} and in {@code frontend/dockerui/config.go}. Directories and layouts are given names of their own,
 * which options refer to.
 */
final class BuildctlArguments extends ClientArguments {

    private int layouts;

    @Override
    void files(Path context, Path dockerfile) {
        option("--frontend", "dockerfile.v0");
        option("--local", "context=" + context);
        option("--local", "dockerfile=" + dockerfile.toAbsolutePath().getParent());
        frontend("filename", dockerfile.getFileName().toString());
    }

    @Override
    void target(String stage) {
        frontend("target", stage);
    }

    @Override
    void buildArgument(String name, String value) {
        frontend("build-arg:" + name, value);
    }

    @Override
    void label(String name, String value) {
        frontend("label:" + name, value);
    }

    @Override
    void platforms(String list) {
        frontend("platform", list);
    }

    @Override
    void namedDirectory(String name, Path directory) {
        option("--local", name + "=" + directory);
        frontend("context:" + name, "local:" + name);
    }

    @Override
    void namedImage(String name, String image) {
        frontend("context:" + name, "docker-image://" + image);
    }

    @Override
    void namedRemote(String name, String address) {
        frontend("context:" + name, address);
    }

    @Override
    void namedLayout(String name, Path directory, Digest image) {
        String id = "layout" + layouts++;
        option("--oci-layout", id + "=" + directory);
        frontend("context:" + name, "oci-layout://" + id + "@" + image);
    }

    @Override
    void pull() {
        frontend("image-resolve-mode", "pull");
    }

    @Override
    void cacheFrom(String fields) {
        option("--import-cache", fields);
    }

    @Override
    void cacheTo(String fields) {
        option("--export-cache", fields);
    }

    private void frontend(String name, String value) {
        option("--opt", name + "=" + value);
    }
}
