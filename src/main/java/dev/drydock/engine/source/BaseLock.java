package dev.drydock.engine.source;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.frontend.SourceTimes;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.io.AtomicFiles;
import dev.drydock.plan.BuildPlan;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries what the names of an image's bases mean now, and pins that in a {@link LockFile}. Nothing is built and no
 * layer fetched.
 *
 * @param keepOthers leave names in the file that this image does not use; other images may
 */
public record BaseLock(ImageSource source, List<Platform> platforms, Path store, Path file, boolean keepOthers) {

    /** @param before what the file said; null if it did not know the name */
    public record Pin(String name, Digest now, @Nullable Digest before) {}

    /**
     * Writes the file, if that changes it. Stages the target does without are looked at too, as far as they can be planned:
     * another build may have them for its target.
     *
     * @return all that is used, by name
     * @throws BuildFailure if the image cannot be planned or a registry does not answer
     */
    public List<Pin> write(BuildEnvironment surroundings) {
        BuildTrace trace = new BuildTrace();
        try (Store machine = Store.open(store);
                var registries = new Registries(surroundings.registry(), surroundings.log())) {
            BuildLog log = surroundings.log();
            PinnedNames free = PinnedNames.none(trace, log);
            var images =
                    new RegistryImages(machine, registries, PullPolicy.ALWAYS, log, Clock.systemUTC(), trace, free);
            PlannedSource planned = SourceReader.read(source, trace, SourceTimes.UNKNOWN);
            Set<String> warnings = new LinkedHashSet<>();
            boolean several = platforms.size() > 1;
            for (Platform platform : platforms) {
                BuildPlan plan = planned.plan(images, platform, several, new SilentBuildLog());
                for (BuildFailure failure : planned.planOthers(plan, images, platform, several)) {
                    warnings.add("Not all that the target does without is pinned: " + Cause.of(failure));
                }
            }
            warnings.forEach(log::warning);
            return pin(trace.images());
        } catch (IOException e) {
            throw BuildFailure.ofCause("The base images cannot be pinned", e);
        }
    }

    private List<Pin> pin(Map<String, Digest> images) throws IOException {
        Map<String, Digest> before = new TreeMap<>();
        if (Files.exists(file)) {
            LockFile.parse(file, Files.readAllBytes(file)).forEach((name, entry) -> before.put(name, entry.digest()));
        }
        Map<String, Digest> pinned = new TreeMap<>(keepOthers ? before : Map.of());
        List<Pin> pins = new ArrayList<>();
        images.forEach((name, digest) -> {
            if (name.indexOf('@') < 0) {
                pinned.put(name, digest);
                pins.add(new Pin(name, digest, before.get(name)));
            }
        });
        if (!pinned.equals(before)) {
            AtomicFiles.write(file, LockFile.encode(pinned));
        }
        return pins;
    }
}
