package dev.drydock.sandbox.kernel;

import java.util.Optional;

/** A processor architecture on which processes can be run. */
public enum Architecture {
    AMD64,
    ARM64;

    /** That of this JVM; none if it is another, or the system is not Linux. */
    public static Optional<Architecture> current() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        String name = System.getProperty("os.arch", "");
        if (name.equals("amd64") || name.equals("x86_64")) {
            return Optional.of(AMD64);
        }
        return name.equals("aarch64") ? Optional.of(ARM64) : Optional.empty();
    }
}
