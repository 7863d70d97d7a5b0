package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.SAVE_FILE;
import static dev.drydock.maven.settings.DrydockSettings.SAVE_FORMAT;

import dev.drydock.engine.Workspace;
import dev.drydock.export.ImageArchive;
import dev.drydock.export.ImageArchive.Format;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the built image to one file, for {@code docker load}, {@code podman load} and others.
 *
 * @since 0.1.0
 */
@Mojo(name = "save", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
@StartUp
final class SaveMojo extends ImageMojo {

    /**
     * The file to write. By default {@code target/drydock/image.tar}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.save.file")
    File saveFile;

    /**
     * {@code docker} is read by all engines and holds one platform; {@code oci} is the layout with all platforms.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.save.format", defaultValue = "docker")
    String saveFormat;

    @Inject
    SaveMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        Path file = settings.path(SAVE_FILE).orElse(workspace.output().resolve("image.tar"));
        refuseTaken(here, settings, file);
        Format format = settings.choice(SAVE_FORMAT);
        ImageArchive.of(workspace, ImageNames.configured(settings))
                .write(format, file, surroundings(here, settings, buildLog(here, settings)));
        getLog().info("Saved " + file + "  " + Wording.size(Files.size(file)));
    }

    /** A file that is named for several modules or images would have only the last of them. */
    private static void refuseTaken(Invocation here, Settings settings, Path file) {
        String image = here.goals().key() + settings.imageId();
        Object other = here.notesOfRun().put("drydock.saved " + file, image);
        if (other != null && !other.equals(image)) {
            throw BuildFailure.ofBuild(
                    "Two images of this build would be saved to " + file,
                    "Leave out drydock.save.file to have each in its own target/drydock, or choose a module with -pl.");
        }
    }
}
