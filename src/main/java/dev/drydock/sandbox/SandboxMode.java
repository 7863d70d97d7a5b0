package dev.drydock.sandbox;

import java.util.Locale;

/** How a process is kept apart from the machine, strongest and fastest first; the value of {@code drydock.sandbox}. */
public enum SandboxMode {
    /** The first of the others that works here. */
    AUTO,
    /** Namespaces, and overlayfs for the root. */
    OVERLAY;

    /** @throws IllegalArgumentException if there is no such mode, naming those there are */
    public static SandboxMode parse(String value) {
        for (var mode : values()) {
            if (mode.toString().equals(value)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("'" + value + "' is no sandbox mode; there are auto and overlay");
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
