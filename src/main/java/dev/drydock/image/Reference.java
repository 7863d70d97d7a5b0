package dev.drydock.image;

import dev.drydock.startup.StartUp;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image in a registry, by the grammar and the defaults of Docker's reference package: a first part with a
 * dot, a colon or the name localhost is a registry, otherwise it is Docker Hub's, whose one-part names are in
 * {@code library/}.
 *
 * @param registry host[:port]; {@value #DOCKER_HUB} for Docker Hub
 * @param repository path below the registry, lower case
 * @param tag null if only a digest was given; {@code latest} if neither was
 * @param digest null if none was given
 */
@StartUp
public record Reference(
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable Digest digest) {

    public static final String DOCKER_HUB = "docker.io";

    private static final Pattern HOST = Pattern.compile(
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
    private static final Pattern PART = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @throws IllegalArgumentException saying what is wrong with the name */
    public static Reference parse(String text) {
        String rest = text;
        Digest digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            try {
                digest = Digest.parse(rest.substring(at + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + text + "' is not an image name: bad digest after '@'", e);
            }
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException("'" + text + "' is not an image name: '" + tag
                        + "' is not a tag (letters, digits, '_', '.', '-', at most 128)");
            }
        }
        String registry = DOCKER_HUB;
        String repository = rest;
        int slash = rest.indexOf('/');
        if (slash > 0 && isRegistry(rest.substring(0, slash))) {
            registry = rest.substring(0, slash);
            repository = rest.substring(slash + 1);
            if (!HOST.matcher(registry).matches()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not an image name: '" + registry + "' is not a host");
            }
        }
        if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
            registry = DOCKER_HUB;
        }
        checkRepository(text, repository);
        if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        return new Reference(registry, repository, tag == null && digest == null ? "latest" : tag, digest);
    }

    private static void checkRepository(String text, String repository) {
        if (repository.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + text + "' is not an image name but looks like an image ID");
        }
        if (repository.length() > 255) {
            throw new IllegalArgumentException("'" + text + "' is not an image name: longer than 255 characters");
        }
        for (String part : repository.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                String lower = repository.toLowerCase(Locale.ROOT);
                String why = !repository.equals(lower)
                        ? "repository names are lower case (did you mean '" + text.replace(repository, lower) + "'?)"
                        : "'" + part
                                + "' is not part of a repository name (a-z and 0-9, with '.', '_', '__' or '-' between"
                                + " them)";
                throw new IllegalArgumentException("'" + text + "' is not an image name: " + why);
            }
        }
    }

    private static boolean isRegistry(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    public boolean isDockerHub() {
        return registry.equals(DOCKER_HUB);
    }

    public Reference withTag(String newTag) {
        return new Reference(registry, repository, newTag, null);
    }

    public Reference withDigest(Digest newDigest) {
        return new Reference(registry, repository, tag, newDigest);
    }

    /** The same repository with this digest alone: what stands in a deployment that is to get this very image. */
    public Reference byDigest(Digest only) {
        return new Reference(registry, repository, null, only);
    }

    /** The selector to ask the registry for: the digest if there is one, else the tag. */
    public String selector() {
        return digest != null ? digest.toString() : tagOrLatest();
    }

    public String tagOrLatest() {
        return tag == null ? "latest" : tag;
    }

    /** Complete and unambiguous, {@code docker.io/library/ubuntu:latest}. */
    public String fullName() {
        return registry + "/" + repository + suffix();
    }

    /** As people write it: Docker Hub and its library unsaid. */
    @Override
    public String toString() {
        String name = !isDockerHub()
                ? registry + "/" + repository
                : repository.startsWith("library/") ? repository.substring("library/".length()) : repository;
        return name + suffix();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reference reference
                && registry.equals(reference.registry)
                && repository.equals(reference.repository)
                && Objects.equals(tag, reference.tag)
                && Objects.equals(digest, reference.digest);
    }

    @Override
    public int hashCode() {
        return repository.hashCode() * 31 + Objects.hashCode(tag);
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
