package dev.drydock.jib;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.Port;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppPorts;
import dev.drydock.frontend.value.ContainerPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image as a plan says it, and back. Plans keep no order: what was there before keeps its own,
 * and what is new follows sorted, so that the same plan makes the same image.
 */
final class PlanConfig {

    private final AppImage.Config before;
    private final Map<String, Port> ports = new LinkedHashMap<>();
    private final Map<String, AbsoluteUnixPath> volumes = new LinkedHashMap<>();
    private final @Nullable AbsoluteUnixPath workdir;

    /** @throws dev.drydock.frontend.value.InstructionProblem for ports that are none */
    PlanConfig(AppImage.Config config) {
        this.before = config;
        for (String port : AppPorts.parse(config.ports())) {
            int slash = port.indexOf('/');
            String protocol = port.substring(slash + 1);
            if (!protocol.equals("sctp")) { // which Jib does not know
                ports.put(port, Port.parseProtocol(Integer.parseInt(port.substring(0, slash)), protocol));
            }
        }
        for (String volume : config.volumes()) {
            if (ContainerPath.isAbsolute(volume)) {
                volumes.put(volume, AbsoluteUnixPath.get(volume));
            }
        }
        this.workdir = ContainerPath.isAbsolute(config.workdir()) ? AbsoluteUnixPath.get(config.workdir()) : null;
    }

    void describe(ContainerBuildPlan.Builder plan) {
        plan.setEnvironment(before.env())
                .setLabels(before.labels())
                .setExposedPorts(new LinkedHashSet<>(ports.values()))
                .setVolumes(new LinkedHashSet<>(volumes.values()))
                .setUser(before.user().isEmpty() ? null : before.user())
                .setWorkingDirectory(workdir)
                .setEntrypoint(before.entrypoint())
                .setCmd(before.cmd());
    }

    AppImage.Config applied(ContainerBuildPlan plan) {
        return new AppImage.Config(
                plan.getEntrypoint(),
                plan.getCmd(),
                merged(before.env(), plan.getEnvironment()),
                merged(before.labels(), plan.getLabels()),
                before.annotations(),
                merged(before.ports(), AppPorts.parse(before.ports()), ports, plan.getExposedPorts()),
                merged(before.volumes(), before.volumes(), volumes, plan.getVolumes()),
                Objects.requireNonNullElse(plan.getUser(), ""),
                workdir(plan.getWorkingDirectory()),
                before.healthcheck(),
                before.stopSignal());
    }

    private String workdir(@Nullable AbsoluteUnixPath planned) {
        if (Objects.equals(planned, workdir)) {
            return before.workdir();
        }
        return planned == null ? "" : planned.toString();
    }

    private static Map<String, String> merged(Map<String, String> before, Map<String, String> planned) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (String name : before.keySet()) {
            String value = planned.get(name);
            if (value != null) {
                merged.put(name, value);
            }
        }
        new TreeMap<>(planned).forEach(merged::putIfAbsent);
        return merged;
    }

    /**
     * @param written as the user has it
     * @param single the same, each on its own
     * @param shown those that the plan could say
     */
    private static <T> List<String> merged(
            List<String> written, List<String> single, Map<String, T> shown, Set<T> planned) {
        if (planned.equals(Set.copyOf(shown.values()))) {
            return written;
        }
        List<String> merged = new ArrayList<>();
        for (String each : single) {
            T said = shown.get(each);
            if (said == null || planned.contains(said)) {
                merged.add(each);
            }
        }
        Set<String> more = new TreeSet<>();
        for (T each : planned) {
            if (!shown.containsValue(each)) {
                more.add(each.toString());
            }
        }
        merged.addAll(more);
        return merged;
    }
}
