package dev.drydock.sandbox.container;

import dev.drydock.sandbox.launch.LaunchFailure;

/** A container that could not be started, and the step at which it failed. */
public final class ContainerRefusal extends Exception {

    private final LaunchFailure failure;

    ContainerRefusal(LaunchFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    public int errno() {
        return failure.errno();
    }

    /** Whether everything was ready and the kernel would not execute the program. */
    public boolean isAboutProgram() {
        return failure.step().equals(ContainerProgram.EXECUTE);
    }

    /** Whether the kernel would not register an emulator for one container. */
    public boolean isAboutEmulator() {
        return failure.step().startsWith(EmulatorRegistration.STEP);
    }

    /** Whether the user or a group could not be taken on. */
    public boolean isAboutIdentity() {
        return failure.step().equals(ContainerProgram.IDENTITY);
    }
}
