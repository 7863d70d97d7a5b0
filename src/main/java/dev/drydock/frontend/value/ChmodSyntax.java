package dev.drydock.frontend.value;

import java.util.regex.Pattern;

/** Syntax of {@code --chmod}: an octal number up to 7777, or the symbolic form of chmod(1). */
public final class ChmodSyntax {

    private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
    private static final Pattern CLAUSE = Pattern.compile("[augo]*(?:[-+=][rstwXxugo]*)+");

    private ChmodSyntax() {}

    /** @throws InstructionProblem if it is neither */
    public static void check(String chmod) {
        if (OCTAL.matcher(chmod).matches()) {
            return;
        }
        if (Character.isDigit(chmod.charAt(0))) {
            throw new InstructionProblem(
                    "invalid --chmod '" + chmod + "': not an octal number from 0 to 07777",
                    "Write the mode with digits 0 to 7, such as --chmod=0755, or symbolically, such as --chmod=u=rwX,go=rX.");
        }
        for (String clause : chmod.split(",", -1)) {
            if (!CLAUSE.matcher(clause).matches()) {
                throw new InstructionProblem(
                        "invalid --chmod '" + chmod + "': '" + clause
                                + "' is neither an octal number nor a symbolic mode",
                        "Write the mode with digits 0 to 7, such as --chmod=0755, or symbolically, such as --chmod=+x.");
            }
        }
    }
}
