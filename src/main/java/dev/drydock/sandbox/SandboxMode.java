package dev.drydock.sandbox;

import java.util.Locale;

/** How a process is kept apart from the machine, strongest and fastest first; the value of {@code drydock.sandbox}. */
public enum SandboxMode {
    /** The first of the others that works here. */
    AUTO,
    /** Namespaces, and overlayfs for the root. */
    OVERLAY,
    /** Namespaces, and a copied root whose changes are found by scanning it. */
    COPY,
    /** Nothing but chroot on a copied root: for root in a container that may neither unshare nor mount. */
    CHROOT;

    /** @throws IllegalArgumentException if there is no such mode, naming those there are */
    public static SandboxMode parse(String value) {
        for (var mode : values()) {
            if (mode.toString().equals(value)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "'" + value + "' is no sandbox mode; there are auto, overlay, copy and chroot");
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
