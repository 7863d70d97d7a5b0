package dev.drydock.doctor;

import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.run.SandboxTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Examines a machine.
 *
 * @param software versions of Drydock and Maven, in words
 * @param store the machine-wide store
 * @param workerImage an image for a worker in a container; "" for one that is made
 * @param registries how registries are reached
 * @param repositories one of each registry to look at; none when offline
 * @param log for details
 */
public record Doctor(
        String software,
        Path store,
        String workerImage,
        RegistryOptions registries,
        List<Reference> repositories,
        BuildLog log) {

    /** Takes seconds: workers are started, and registries asked. */
    public List<Section> examine() throws IOException, InterruptedException {
        Housing housing = Housing.current();
        List<Section> sections = new ArrayList<>();
        sections.add(MachineCheck.section(software, housing));
        Section storage = StoreCheck.section(store);
        sections.add(storage);
        if (storage.findings().size() > 1) {
            sections.add(new SandboxCheck(housing).section(SandboxTrial.all(store, workerImage)));
        }
        if (!repositories.isEmpty()) {
            sections.add(new RegistryCheck(registries, log).section(repositories));
        }
        return sections;
    }
}
