package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.run.RunRequest;

/** Texts handed to a process. A NUL would end one unseen and cut it short, so it is refused. */
final class CommandTexts {

    private CommandTexts() {}

    /** @throws BuildFailure that names the text, but not the value of a variable, which may be secret */
    static void check(RunRequest request) {
        for (String word : request.argv()) {
            if (word.indexOf('\0') >= 0) {
                throw refusal("The command to run");
            }
        }
        request.env().forEach((name, value) -> {
            if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw refusal("The variable '" + name.replace('\0', '?') + "'");
            }
        });
    }

    private static BuildFailure refusal(String what) {
        return BuildFailure.ofBuild(
                what + " contains a NUL character, which a program would take for its end",
                "Remove the character. Files can hold any bytes: use COPY, or a secret with a target.");
    }
}
