package dev.drydock.doctor;

import dev.drydock.run.SandboxTrial;
import dev.drydock.sandbox.SandboxMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which ways of executing RUN work, and how to get those that do not. */
final class SandboxCheck {

    private static final String IN_A_POD = """
            In the specification of the pod, for its container:
              securityContext:
                runAsUser: 0
                seccompProfile: {type: Unconfined}
                appArmorProfile: {type: Unconfined}
            and for the pod itself, where its nodes can do it: hostUsers: false""";

    private final Housing housing;

    SandboxCheck(Housing housing) {
        this.housing = housing;
    }

    /** @param trials best first */
    Section section(List<SandboxTrial> trials) {
        List<Finding> findings = new ArrayList<>();
        SandboxTrial taken = null;
        SandboxTrial onRequest = null;
        Set<String> cures = new HashSet<>();
        for (SandboxTrial trial : trials) {
            String text = trial.mode() + ": " + trial.way();
            if (!trial.works()) {
                // Only a way better than the one that is taken is worth a change.
                String cure = taken == null ? cure(trial) : null;
                findings.add(
                        Finding.missing(text + ": " + trial.reason(), cure != null && cures.add(cure) ? cure : null));
            } else if (trial.automatic() && taken == null) {
                taken = trial;
                findings.add(Finding.good(text + " (taken by auto)"));
            } else {
                onRequest = trial;
                findings.add(Finding.good(text));
            }
        }
        if (taken == null) {
            findings.add(none(onRequest));
        }
        return new Section("RUN (drydock.sandbox)", findings);
    }

    private static Finding none(@Nullable SandboxTrial onRequest) {
        return Finding.bad(
                "RUN cannot be executed here" + (onRequest == null ? "" : " by auto")
                        + "; images without RUN can be built",
                onRequest == null
                        ? null
                        : "-Ddrydock.sandbox=" + onRequest.mode()
                                + " works. It keeps little apart, so it has to be asked for.");
    }

    private @Nullable String cure(SandboxTrial trial) {
        boolean byPod =
                housing == Housing.POD && trial.mode() != SandboxMode.CHROOT && trial.mode() != SandboxMode.CONTAINER;
        return byPod ? IN_A_POD : trial.cure();
    }
}
