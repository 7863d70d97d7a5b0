package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;

/** Users as settings name them: by name or number, alone or with a group. */
@StartUp
public final class Owners {

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?";

    private Owners() {}

    /** @throws BuildFailure naming the element if text is not empty and cannot be a user, whatever users there are */
    public static void check(String element, String text) {
        if (text.isEmpty()) {
            return;
        }
        for (String part : text.split(":", 2)) {
            if (!part.matches(NAME) || isTooLarge(part)) {
                throw BuildFailure.ofBuild(
                        "<" + element + ">" + text + "</" + element + "> is not a user",
                        "Write the name or number of a user, and of a group after a colon if need be: app, 1000:1000.");
            }
        }
    }

    /** The kernel's ids have 32 bits, and the last one is none. */
    private static boolean isTooLarge(String part) {
        return part.matches("[0-9]+") && (part.length() > 10 || Long.parseLong(part) > 0xFFFF_FFFEL);
    }
}
