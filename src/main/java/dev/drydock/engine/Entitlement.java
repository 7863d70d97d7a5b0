package dev.drydock.engine;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Things a Dockerfile may do to this machine only if whoever builds it says so, by Docker's names. */
public enum Entitlement {
    /** {@code RUN --network=host}. */
    NETWORK_HOST("network.host"),
    /** {@code RUN --security=insecure}. */
    SECURITY_INSECURE("security.insecure");

    private final String text;

    Entitlement(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException naming those there are, if this is none */
    public static Entitlement parse(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values()).map(Entitlement::toString).collect(Collectors.joining(", "))));
    }

    /** @throws BuildFailure naming the first step that needs what is not allowed */
    public static void check(BuildPlan plan, Set<Entitlement> allowed) {
        for (StagePlan stage : plan.stages()) {
            for (Step step : stage.steps()) {
                if (step instanceof RunStep run) {
                    check(run, run.network() == RunStep.Network.HOST, NETWORK_HOST, allowed);
                    check(run, run.security() == RunStep.Security.INSECURE, SECURITY_INSECURE, allowed);
                }
            }
        }
    }

    private static void check(RunStep run, boolean needed, Entitlement entitlement, Set<Entitlement> allowed) {
        if (needed && !allowed.contains(entitlement)) {
            throw BuildFailure.ofBuild(
                    run.source().location() + ": " + run.source().text() + ": " + entitlement + " is not allowed",
                    "If you trust the Dockerfile, build with -Ddrydock.allow=" + entitlement + ".");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
