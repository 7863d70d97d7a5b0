package dev.drydock.maven.recording;

import dev.drydock.maven.session.Invocation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The images of a module, by their ids, that this Maven run has built and that something is to be recorded for. */
public final class Recordables {

    private static final String NOTE = "drydock.recordables";

    private final Map<String, Recordable> images = new ConcurrentHashMap<>();

    private Recordables() {}

    public static Recordables of(Invocation here) {
        return (Recordables) here.notes().computeIfAbsent(NOTE, key -> new Recordables());
    }

    /** Notes that an image was built. */
    public void built(String image, Recordable recordable) {
        images.put(image, recordable);
    }

    /** Empty if this run has not built it, or nothing is to be recorded for it. */
    public Optional<Recordable> find(String image) {
        return Optional.ofNullable(images.get(image));
    }
}
