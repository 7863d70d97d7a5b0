package dev.drydock.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what machine this is, and whether the kernel can execute programs of another processor. */
final class MachineCheck {

    private static final Path EMULATORS = Path.of("/proc/sys/fs/binfmt_misc");

    private MachineCheck() {}

    /** @param software versions of Drydock and Maven, in words */
    static Section section(String software, Housing housing) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fact(software + ", Java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + ") in " + System.getProperty("java.home")));
        findings.add(Finding.fact(System.getProperty("os.name") + " " + System.getProperty("os.version") + " on "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()
                + " processors, user " + System.getProperty("user.name") + ", " + housing.words()));
        if (System.getProperty("os.name", "").equals("Linux")) {
            findings.add(emulator(EMULATORS, System.getProperty("os.arch", "")));
        }
        return new Section("Machine", findings);
    }

    /** @param here as Java calls this machine's processor */
    static Finding emulator(Path registered, String here) {
        boolean arm = here.equals("aarch64");
        String other = arm ? "amd64" : "arm64";
        String name = arm ? "qemu-x86_64" : "qemu-aarch64";
        return Files.exists(registered.resolve(name))
                ? Finding.good("programs for " + other + " are executed by " + name)
                : Finding.missing(
                        "no emulator for " + other + " is registered; only RUN for that processor needs one",
                        "Debian: sudo apt-get install qemu-user-static");
    }
}
