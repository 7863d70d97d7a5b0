package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.VERIFY_IMAGE;
import static dev.drydock.maven.settings.DrydockSettings.VERIFY_KEY;

import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.settings.Settings;
import dev.drydock.registry.RegistryClient;
import dev.drydock.sign.VerifyingKey;
import dev.drydock.sign.key.KeyFiles;
import dev.drydock.verify.Findings;
import dev.drydock.verify.ImagePlace;
import dev.drydock.verify.LayoutPlace;
import dev.drydock.verify.RegistryPlace;
import dev.drydock.verify.Verification;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks an image against a public key: that it is signed, that all its bytes are those its digests say, and that the documents about
 * it are signed and about this image. Fails if anything does not hold.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class VerifyMojo extends ImageMojo {

    /**
     * File of the public key in PEM form, such as {@code cosign.pub}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.verify.key")
    File verifyKey;

    /**
     * The image in a registry to check, or the folder of an OCI image layout; by default the image that was built.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.verify.image")
    String verifyImage;

    @Inject
    VerifyMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        Optional<String> named = settings.text(VERIFY_IMAGE);
        if (named.isPresent() && here.notesOfRun().put("drydock.verify " + named.get(), true) != null) {
            return; // another module has checked it
        }
        if (named.isPresent()) {
            verify(here, settings, named.get());
            return;
        }
        Optional<Workspace> built = built(here, settings);
        if (built.isPresent()) {
            verify(new LayoutPlace(OciLayout.open(built.get().layout())), key(settings));
        }
    }

    private void verify(Invocation here, Settings settings, String named) throws IOException {
        Path directory = settings.resolve(named);
        if (OciLayout.existsAt(directory)) {
            verify(new LayoutPlace(OciLayout.open(directory)), key(settings));
            return;
        }
        Reference reference = ImageNames.parse(named, VERIFY_IMAGE.property());
        VerifyingKey key = key(settings);
        MavenBuildLog log = buildLog(here, settings);
        try (RegistryClient client = RegistryClient.open(RegistryAccess.options(here, settings), log)) {
            verify(new RegistryPlace(client, reference), key);
        }
    }

    private static VerifyingKey key(Settings settings) {
        Path file = settings.path(VERIFY_KEY)
                .orElseThrow(() -> BuildFailure.ofBuild(
                        "drydock.verify.key is not set",
                        "Name the file of the public key in PEM form that the image shall be signed with."));
        return KeyFiles.verifying(file, VERIFY_KEY.property());
    }

    private void verify(ImagePlace place, VerifyingKey key) throws IOException {
        Findings found = Verification.of(place, key);
        for (String unverified : found.unverified()) {
            getLog().warn(unverified);
        }
        if (!found.wrong().isEmpty()) {
            throw BuildFailure.ofBuild(
                    place.name() + " does not hold what is said of it:" + System.lineSeparator() + "  - "
                            + String.join(System.lineSeparator() + "  - ", found.wrong()),
                    "Do not use it before you know why.");
        }
        getLog().info(place.name() + " holds what is said of it:");
        for (String right : found.right()) {
            getLog().info("  " + right);
        }
    }
}
