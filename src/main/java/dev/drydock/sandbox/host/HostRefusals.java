package dev.drydock.sandbox.host;

import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.launch.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out from the machine's settings why a way into namespaces is barred. */
public final class HostRefusals {

    private static final String CONTAINER = "In a container: run it with --security-opt seccomp=unconfined"
            + " --security-opt apparmor=unconfined --security-opt systempaths=unconfined, or --privileged; in a pod,"
            + " with securityContext: {seccompProfile: {type: Unconfined}, appArmorProfile: {type: Unconfined}}.";

    private HostRefusals() {}

    static HostRefusal of(LaunchFailure failure, Namespaces namespaces) {
        String message = failure.toString();
        boolean denied = failure.errno() == Errno.EPERM || failure.errno() == Errno.EACCES;
        if (!(namespaces instanceof Namespaces.WithUser)) {
            return new HostRefusal(message, denied ? CONTAINER : "");
        }
        String switchedOff = switchedOff();
        if (switchedOff != null) {
            return new HostRefusal(message, switchedOff);
        }
        if (denied && is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1")) {
            return new HostRefusal(
                    message,
                    "AppArmor restricts user namespaces: sudo sysctl -w"
                            + " kernel.apparmor_restrict_unprivileged_userns=0");
        }
        if (failure.errno() == Errno.EINVAL && failure.step().contains("user namespace")) {
            return new HostRefusal(
                    message,
                    "This kernel is built without user namespaces; use another one, or run" + " Maven as root.");
        }
        return new HostRefusal(message, denied ? CONTAINER : "");
    }

    /** How to get user namespaces where nobody but root can make any; null where that is not so. */
    public static @Nullable String switchedOff() {
        if (is("/proc/sys/kernel/unprivileged_userns_clone", "0")) {
            return "User namespaces are switched off for ordinary users: sudo sysctl -w"
                    + " kernel.unprivileged_userns_clone=1";
        }
        if (is("/proc/sys/user/max_user_namespaces", "0")) {
            return "User namespaces are switched off: sudo sysctl -w user.max_user_namespaces=15000";
        }
        return null;
    }

    private static boolean is(String setting, String value) {
        try {
            return Files.readString(Path.of(setting)).strip().equals(value);
        } catch (IOException notThere) {
            // A setting this kernel does not have restricts nothing.
            return false;
        }
    }
}
