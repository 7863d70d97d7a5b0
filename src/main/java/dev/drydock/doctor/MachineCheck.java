package dev.drydock.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            findings.add(emulator(
                    EMULATORS,
                    Path.of("/usr/bin"),
                    System.getProperty("os.arch", ""),
                    System.getProperty("os.version", "")));
        }
        return new Section("Machine", findings);
    }

    /**
     * @param registered where the kernel shows its handlers
     * @param programs where emulators are installed
     * @param here as Java calls this machine's processor
     * @param kernel its version
     */
    static Finding emulator(Path registered, Path programs, String here, String kernel) {
        boolean arm = here.equals("aarch64");
        String other = arm ? "amd64" : "arm64";
        String name = arm ? "qemu-x86_64" : "qemu-aarch64";
        if (Files.exists(registered.resolve(name))) {
            return Finding.good("programs for " + other + " are executed by " + name);
        }
        Path installed = programs.resolve(name + "-static");
        if (!Files.isExecutable(installed)) {
            return Finding.missing(
                    "no emulator for " + other + " is registered; only RUN for that processor needs one",
                    "Debian: sudo apt-get install qemu-user-static");
        }
        return isSince(6, 7, kernel)
                ? Finding.good("programs for " + other + " are executed by " + installed
                        + ", which a RUN that needs it has to itself (not in a chroot)")
                : Finding.missing(
                        installed + " is not registered, and Linux " + kernel
                                + " does not let a RUN have an emulator to itself (6.7 does)",
                        "sudo systemctl restart systemd-binfmt");
    }

    private static boolean isSince(int major, int minor, String kernel) {
        Matcher version = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*").matcher(kernel);
        if (!version.matches()) {
            return false;
        }
        int has = Integer.parseInt(version.group(1));
        return has > major || has == major && Integer.parseInt(version.group(2)) >= minor;
    }
}
