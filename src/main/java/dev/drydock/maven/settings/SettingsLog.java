package dev.drydock.maven.settings;

import dev.drydock.startup.StartUp;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;

/** Tells of settings: each warning once in a run of Maven, however many modules and goals have the same setting. */
@StartUp
public final class SettingsLog {

    private static final String NOTE = "drydock.settings.warned";

    private final Log log;
    private final Map<String, Object> notes;

    /** @param notes kept for the run */
    public SettingsLog(Log log, Map<String, Object> notes) {
        this.log = log;
        this.notes = notes;
    }

    void debug(String message) {
        log.debug(message);
    }

    void warn(String message) {
        synchronized (notes) {
            Set<Object> warned = new HashSet<>();
            if (notes.get(NOTE) instanceof Set<?> before) {
                warned.addAll(before);
            }
            if (!warned.add(message)) {
                return;
            }
            notes.put(NOTE, warned);
        }
        log.warn(message);
    }
}
