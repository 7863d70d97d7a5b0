package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.WORKER_IMAGE;

import dev.drydock.doctor.Doctor;
import dev.drydock.doctor.Finding;
import dev.drydock.doctor.Section;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Tries out what Drydock needs on this machine and says what works, what does not, and how to mend it: the ways of executing
 * RUN, the store, the registries of the image and of Docker Hub with their credentials. Builds nothing. Please include its
 * output when you report a fault.
 *
 * @since 0.1.0
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class DoctorMojo extends ImageMojo {

    private static final Reference DOCKER_HUB = Reference.parse("debian");

    @Inject
    DoctorMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Path store = Workspaces.of(here, settings).store();
        List<Reference> repositories = here.offline() ? List.of() : repositories(here, settings);
        // Modules that would say the same are not examined again.
        if (here.notesOfRun().put("drydock.doctor " + store + " " + repositories, true) != null) {
            return;
        }
        Doctor doctor = new Doctor(
                "Drydock " + here.pluginVersion() + ", Maven " + here.mavenVersion(),
                store,
                settings.text(WORKER_IMAGE).orElse(""),
                RegistryAccess.options(here, settings),
                repositories,
                buildLog(here, settings));
        for (Section section : doctor.examine()) {
            getLog().info(section.title());
            section.findings().forEach(this::tell);
        }
        if (here.offline()) {
            getLog().info("Registries are not asked with --offline.");
        }
    }

    private static List<Reference> repositories(Invocation here, Settings settings) {
        Map<String, Reference> byRegistry = new LinkedHashMap<>();
        for (Reference name : ImageNames.orDefault(here, settings)) {
            byRegistry.putIfAbsent(name.registry(), name);
        }
        byRegistry.putIfAbsent(DOCKER_HUB.registry(), DOCKER_HUB);
        return new ArrayList<>(byRegistry.values());
    }

    private void tell(Finding finding) {
        String cure = finding.cure();
        switch (finding.state()) {
            case FACT -> getLog().info("       " + finding.text());
            case GOOD -> getLog().info("  yes  " + finding.text());
            case MISSING -> getLog().info("  no   " + finding.text());
            case BAD -> getLog().warn("  NO   " + finding.text());
        }
        if (cure != null) {
            for (String line : cure.split("\n")) {
                getLog().info("         " + line);
            }
        }
    }
}
