package dev.drydock.engine.build;

import dev.drydock.copy.LayeredTree;
import dev.drydock.image.ImageConfig;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Programs in the files of an image, found as a container runtime finds them: by a path, relative to the working directory, or
 * in the directories of {@code PATH}.
 *
 * @param ownLayers number of the first layer that is not the base's; scripts above it are read
 */
record ImagePrograms(LayeredTree tree, ImageConfig config, int ownLayers) {

    private static final int LARGEST_SCRIPT = 1 << 16;

    /** The obstacle to starting a program, as the end of a sentence that begins with its name. */
    Optional<String> problem(String program) throws IOException {
        return problem(program, true);
    }

    private Optional<String> problem(String program, boolean asScript) throws IOException {
        Optional<String> refused = Optional.empty();
        for (String path : places(program)) {
            FileTree.Node node = tree.files().get(tree.files().resolve(path));
            if (node == null) {
                continue;
            }
            Optional<String> why = refusal(node.entry(), path);
            if (why.isEmpty()) {
                return asScript ? ofScript(node, path) : Optional.empty();
            }
            refused = refused.isEmpty() ? why : refused;
        }
        if (refused.isPresent()) {
            return refused;
        }
        return Optional.of(
                program.indexOf('/') >= 0
                        ? "is not in the image"
                        : "is in no directory of PATH (" + config.env().getOrDefault("PATH", "") + ")");
    }

    boolean isThere(String program) throws IOException {
        return problem(program, false).isEmpty();
    }

    private List<String> places(String program) {
        if (program.startsWith("/")) {
            return List.of(program);
        }
        if (program.indexOf('/') >= 0) {
            return List.of(config.workingDir() + "/" + program);
        }
        List<String> places = new ArrayList<>();
        for (String directory : config.env().getOrDefault("PATH", "").split(":")) {
            if (directory.startsWith("/")) {
                places.add(directory + "/" + program);
            }
        }
        return places;
    }

    /** Groups are not looked at: who is in which is decided when the container starts. */
    private Optional<String> refusal(TarEntry entry, String path) {
        if (!entry.isFile()) {
            return Optional.of("is no file (" + path + ")");
        }
        String mode = Integer.toOctalString(entry.mode() & 07777);
        if ((entry.mode() & 0111) == 0) {
            return Optional.of("may not be executed (" + path + " has mode " + mode + ")");
        }
        boolean owners = (entry.mode() & 0011) == 0;
        String user = config.user().split(":", 2)[0];
        return owners && user.matches("[1-9]\\d{0,9}") && Long.parseLong(user) != entry.uid()
                ? Optional.of("may be executed by its owner only (" + path + " has mode " + mode + " and belongs to "
                        + entry.uid() + "; the user is " + user + ")")
                : Optional.empty();
    }

    /** Scripts name the program that reads them. */
    private Optional<String> ofScript(FileTree.Node node, String path) throws IOException {
        if (node.layer() < ownLayers || node.entry().size() > LARGEST_SCRIPT) {
            return Optional.empty();
        }
        String text =
                new String(LayerContent.readSmall(tree.layers(), node, LARGEST_SCRIPT), StandardCharsets.ISO_8859_1);
        if (!text.startsWith("#!")) {
            return Optional.empty();
        }
        String line = text.substring(2, text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n'));
        if (line.endsWith("\r")) {
            return Optional.of(
                    "has the line ends of Windows (" + path + "), so that its first line names no program there is");
        }
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        String reader = words.get(0);
        if (reader.endsWith("/env") && words.size() > 1 && words.get(1).matches("[\\w.-]+") && isThere(reader)) {
            reader = words.get(1).startsWith("-") ? reader : words.get(1);
        }
        return reader.isEmpty() || isThere(reader)
                ? Optional.empty()
                : Optional.of("is a script for " + reader + " (" + path + "), which is not in the image");
    }
}
