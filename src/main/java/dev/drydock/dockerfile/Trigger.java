package dev.drydock.dockerfile;

/** ONBUILD triggers when they fire. */
final class Trigger {

    private Trigger() {}

    static Instruction parse(String trigger, Dockerfile file, Instruction.From base) {
        throw new UnsupportedOperationException();
    }
}
