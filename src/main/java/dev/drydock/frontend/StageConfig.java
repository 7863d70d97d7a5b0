package dev.drydock.frontend;

import dev.drydock.image.ImageConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration of a stage on its way, immutable. The parts that instructions add to (variables, labels, ports, volumes,
 * triggers) are kept as lists of additions until somebody asks for all of them, so that each costs the same however many there
 * are.
 */
public final class StageConfig {

    private enum Part {
        ENV,
        LABEL,
        PORT,
        VOLUME,
        TRIGGER
    }

    /** @param value "" where there are only names */
    private record Addition(Part part, String name, String value) {}

    private final ImageConfig settled;
    private final GrowingList<Addition> additions;

    private StageConfig(ImageConfig settled, GrowingList<Addition> additions) {
        this.settled = settled;
        this.additions = additions;
    }

    static StageConfig of(ImageConfig config) {
        return new StageConfig(config, GrowingList.empty());
    }

    /** Empty if not set. */
    public String user() {
        return settled.user();
    }

    /** Empty if not set. */
    String workingDir() {
        return settled.workingDir();
    }

    /** Empty if not set. */
    List<String> shell() {
        return settled.shell();
    }

    /** Where fields that are set and not added to are read and changed; what was added is not in it. */
    ImageConfig fields() {
        return settled;
    }

    /** @param fields those of {@link #fields}, some of them set anew */
    StageConfig withFields(ImageConfig fields) {
        return new StageConfig(fields, additions);
    }

    /** A name stays where it was first. */
    StageConfig withEnv(String name, String value) {
        return with(Part.ENV, name, value);
    }

    public StageConfig withLabel(String name, String value) {
        return with(Part.LABEL, name, value);
    }

    public StageConfig withPorts(List<String> ports) {
        return withAll(Part.PORT, ports);
    }

    public StageConfig withVolumes(List<String> paths) {
        return withAll(Part.VOLUME, paths);
    }

    StageConfig withTrigger(String text) {
        return with(Part.TRIGGER, text, "");
    }

    private StageConfig with(Part part, String name, String value) {
        return new StageConfig(settled, additions.with(new Addition(part, name, value)));
    }

    private StageConfig withAll(Part part, List<String> names) {
        StageConfig next = this;
        for (String name : names) {
            next = next.with(part, name, "");
        }
        return next;
    }

    /** With all that was added. Costs time; see {@link #asSettled}. */
    public ImageConfig image() {
        if (additions.isEmpty()) {
            return settled;
        }
        Map<String, String> env = new LinkedHashMap<>(settled.env());
        Map<String, String> labels = new TreeMap<>(settled.labels());
        Set<String> ports = new TreeSet<>(settled.exposedPorts());
        Set<String> volumes = new TreeSet<>(settled.volumes());
        List<String> triggers = new ArrayList<>(settled.onBuild());
        Set<Part> touched = EnumSet.noneOf(Part.class);
        for (Addition addition : additions.toList()) {
            touched.add(addition.part());
            switch (addition.part()) {
                case ENV -> env.put(addition.name(), addition.value());
                case LABEL -> labels.put(addition.name(), addition.value());
                case PORT -> ports.add(addition.name());
                case VOLUME -> volumes.add(addition.name());
                case TRIGGER -> triggers.add(addition.name());
            }
        }
        ImageConfig config = settled;
        config = touched.contains(Part.ENV) ? config.withEnv(env) : config;
        config = touched.contains(Part.LABEL) ? config.withLabels(labels) : config;
        config = touched.contains(Part.PORT) ? config.withExposedPorts(ports) : config;
        config = touched.contains(Part.VOLUME) ? config.withVolumes(volumes) : config;
        return touched.contains(Part.TRIGGER) ? config.withOnBuild(triggers) : config;
    }

    /** The same, nothing left to be added. */
    StageConfig asSettled() {
        return additions.isEmpty() ? this : of(image());
    }
}
