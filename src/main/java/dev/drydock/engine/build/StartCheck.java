package dev.drydock.engine.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.copy.LayeredTree;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.ImageConfig;
import dev.drydock.layer.Accounts;
import dev.drydock.solve.SolvedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a finished image for what keeps containers of it from starting. Only what is certain is told, and nothing is fetched or
 * unpacked for it: of an image some of whose layers nobody has looked into on this machine, nothing is known.
 */
final class StartCheck {

    private final ImageConfig config;
    private final LayeredTree tree;
    private final ImagePrograms programs;
    private final boolean ofBase;
    private final List<String> warnings = new ArrayList<>();

    private StartCheck(SolvedImage image, LayeredTree tree) {
        this.config = image.config();
        this.tree = tree;
        int ownLayers = image.base() == null ? 0 : image.base().layers().size();
        this.programs = new ImagePrograms(tree, config, ownLayers);
        this.ofBase = image.base() != null && image.base().config().user().equals(config.user());
    }

    /**
     * @param application what is known of an image that a description makes; null for one of a Dockerfile
     * @return warnings, each a sentence
     */
    static List<String> of(SolvedImage image, @Nullable AppImage application) throws IOException, InterruptedException {
        if (!image.config().platform().os().equals("linux")) {
            return List.of();
        }
        Optional<LayeredTree> tree = image.filesAtHand().tree();
        if (tree.isEmpty()) {
            return List.of();
        }
        StartCheck check = new StartCheck(image, tree.get());
        check.program(application);
        check.user();
        check.healthcheck();
        if (application != null) {
            for (String path : application.needs()) {
                check.present(path);
            }
        }
        return check.warnings;
    }

    private void program(@Nullable AppImage application) throws IOException {
        List<String> command = config.entrypoint().isEmpty() ? config.cmd() : config.entrypoint();
        if (command.isEmpty()) {
            if (application != null && application.starts()) {
                warnings.add("A container of this image has nothing to start: the base image names no program.");
            }
            return;
        }
        String program = command.get(0);
        Optional<String> problem = isMounted(program) ? Optional.empty() : programs.problem(program);
        if (problem.isPresent()) {
            warnings.add("A container of this image cannot start: its program " + program + " " + problem.get() + "."
                    + (application == null ? "" : cure(program)));
        }
    }

    private String cure(String program) throws IOException {
        if (!program.equals("java")) {
            return "";
        }
        String home = config.env().getOrDefault("JAVA_HOME", "");
        return !home.isEmpty() && programs.isThere(home + "/bin/java")
                ? " JAVA_HOME has one: put " + home + "/bin into PATH with <env>."
                : " Take a base image with Java, or have a runtime linked for the application:"
                        + " <runtime>jlink</runtime>.";
    }

    /** One that the base image has not, with files it brings. */
    private void user() throws IOException {
        if (ofBase || !Accounts.needsFiles(config.user())) {
            return;
        }
        try {
            tree.accounts().identity(config.user());
        } catch (BuildFailure unknown) {
            warnings.add("A container of this image cannot start: " + unknown.getMessage() + ".");
        }
    }

    private void healthcheck() throws IOException {
        JsonNode check = config.healthcheck();
        JsonNode test = check == null ? null : check.path("Test");
        if (test == null || test.size() < 2) {
            return;
        }
        List<String> shell = config.shell();
        String program = test.get(0).asText().equals("CMD-SHELL")
                ? shell.isEmpty() ? "/bin/sh" : shell.get(0)
                : test.get(1).asText();
        Optional<String> problem = isMounted(program) ? Optional.empty() : programs.problem(program);
        if (problem.isPresent()) {
            warnings.add("A container of this image will be unhealthy: " + program + ", which its health check starts, "
                    + problem.get() + ".");
        }
    }

    /** @param path of a file or folder; all of a folder if it ends with <code>/*</code> */
    private void present(String path) {
        String folder = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        String place = folder.startsWith("/") ? folder : config.workingDir() + "/" + folder;
        if (!isMounted(place) && tree.files().get(tree.files().resolve(place)) == null) {
            warnings.add(
                    "The class path has " + path + ", and there is no such thing in the image. If it is mounted when"
                            + " the container starts, say so with <volumes>.");
        }
    }

    /** Whether a volume may bring it. */
    private boolean isMounted(String path) {
        for (String volume : config.volumes()) {
            if ((path + "/").startsWith(volume.endsWith("/") ? volume : volume + "/")) {
                return true;
            }
        }
        return false;
    }
}
