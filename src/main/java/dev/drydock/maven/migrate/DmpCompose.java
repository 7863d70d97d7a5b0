package dev.drydock.maven.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The services of a Compose file as images of docker-maven-plugin: what is built, and what of its start we have words for. */
final class DmpCompose {

    /** Keys of a service that are about the image, or that Compose itself needs. */
    private static final List<String> DONE = List.of("image", "build", "container_name", "command", "environment");

    /** Elements of {@code <run>} that have another name than the service's key. */
    private static final Map<String, String> RENAMED =
            Map.of("depends_on", "dependsOn", "networks", "network", "network_mode", "net", "healthcheck", "wait");

    private final Fragment fragment;
    private final Facts facts;
    private final String folder;
    private final String file;
    private final boolean ignoresBuild;

    DmpCompose(Fragment fragment, Dom external) {
        this.fragment = fragment;
        this.facts = fragment.facts();
        String basedir = external.text("basedir");
        String name = external.text("composeFile");
        this.folder = basedir.isEmpty() ? "src/main/docker" : basedir;
        this.file = folder + "/" + (name.isEmpty() ? "docker-compose.yml" : name);
        this.ignoresBuild = external.text("ignoreBuild").equals("true");
    }

    /** @param given completes the service that has its alias */
    List<Dom> services(Dom given) {
        String shown = facts.shown(file);
        List<Dom> images = new ArrayList<>();
        Map<?, ?> services = read();
        if (services == null) {
            fragment.tell(
                    "<external> with the Compose file " + shown,
                    "There is no such file with services in it that can be read: describe the image in <image>.");
            return List.of(given);
        }
        for (Map.Entry<?, ?> service : services.entrySet()) {
            if (service.getValue() instanceof Map<?, ?> body) {
                images.add(image(String.valueOf(service.getKey()), body, given));
            }
        }
        fragment.tell(
                "<external> with the Compose file " + shown,
                "What it says of images to build is in the configuration now; services that are only started can stay in"
                        + " it, for Docker Compose or Testcontainers.");
        return images;
    }

    private Dom image(String service, Map<?, ?> body, Dom given) {
        String alias = body.get("container_name") == null ? service : text(body.get("container_name"));
        boolean meant = alias.equals(given.text("alias"));
        Dom image = meant ? given : new Dom("image");
        image.set("alias", alias);
        if (body.get("image") != null) {
            image.set("name", text(body.get("image")));
        }
        if (!ignoresBuild && body.get("build") != null) {
            build(body.get("build"), image);
        }
        if (body.get("command") instanceof List<?> words) {
            Dom exec = image.make("run/cmd/exec");
            words.forEach(word -> exec.add("arg", text(word)));
        } else if (body.get("command") != null) {
            image.set("run/cmd", text(body.get("command")));
        }
        map(body.get("environment"), image, "run/env");
        for (Map.Entry<?, ?> other : body.entrySet()) {
            String key = String.valueOf(other.getKey());
            if (!DONE.contains(key) && image.find("build") != null) {
                image.set("run/" + RENAMED.getOrDefault(key, key), shortened(other.getValue()));
            }
        }
        return image;
    }

    private void build(Object written, Dom image) {
        String context = written instanceof Map<?, ?> build ? text(build.get("context")) : text(written);
        String dockerfile = "Dockerfile";
        if (written instanceof Map<?, ?> build) {
            dockerfile = build.get("dockerfile") == null ? dockerfile : text(build.get("dockerfile"));
            map(build.get("args"), image, "build/args");
            if (build.get("target") != null) {
                image.set("build/target", text(build.get("target")));
            }
        }
        Path path = facts.base().resolve(folder).resolve(context).resolve(dockerfile);
        image.set("build/dockerFile", path.normalize().toString());
    }

    /** Maps are written as maps or as lists of {@code NAME=value}. */
    private void map(@Nullable Object written, Dom image, String path) {
        if (written instanceof Map<?, ?> map) {
            map.forEach((name, value) -> image.set(path + "/" + name, text(value)));
        } else if (written instanceof List<?> list) {
            for (Object each : list) {
                String entry = text(each);
                int equals = entry.indexOf('=');
                image.set(
                        path + "/" + (equals < 0 ? entry : entry.substring(0, equals)),
                        equals < 0 ? "" : entry.substring(equals + 1));
            }
        }
    }

    private static String shortened(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** With Maven's properties, as docker-maven-plugin reads it. */
    private String text(@Nullable Object value) {
        return value == null ? "" : facts.replaced(value.toString());
    }

    private @Nullable Map<?, ?> read() {
        try {
            String text = Files.readString(facts.base().resolve(file));
            Object compose = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return compose instanceof Map<?, ?> map && map.get("services") instanceof Map<?, ?> services
                    ? services
                    : null;
        } catch (IOException | InvalidPathException | YAMLException e) {
            return null; // told by the caller, who knows what for
        }
    }
}
