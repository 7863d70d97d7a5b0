package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.session.Invocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Images of several modules that are pushed when the last module that pushes has arrived, whichever that is. One for each run
 * of Maven, kept in what the plugin may note for the first project.
 */
final class PushAtEnd {

    private static final String NOTE = "drydock.push.atEnd";

    private final Set<String> expected;
    private final Set<String> arrived = new HashSet<>();
    private final List<WaitingPush> waiting = new ArrayList<>();

    private PushAtEnd(Set<String> expected) {
        this.expected = expected;
    }

    static PushAtEnd of(Invocation here) {
        Object noted = here.notesOfRun()
                .computeIfAbsent(NOTE, note -> new PushAtEnd(here.goals().keys("push")));
        if (noted instanceof PushAtEnd end) {
            return end;
        }
        throw BuildFailure.ofBuild(
                "Modules of this build load the plugin in different ways, so their images cannot be pushed together",
                "Declare it once, in the parent: same version, same <extensions>, same <dependencies>.");
    }

    synchronized void add(List<WaitingPush> pushes) {
        waiting.addAll(pushes);
    }

    /**
     * An execution of the goal has nothing more to add.
     *
     * @return what is to be pushed now: all that waits, if this was the last
     */
    synchronized List<WaitingPush> arrived(Invocation here) {
        arrived.add(here.goals().key());
        if (!arrived.containsAll(expected) || waiting.isEmpty()) {
            return List.of();
        }
        List<WaitingPush> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
