package dev.drydock.push;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.registry.PushReport;
import java.io.IOException;
import java.util.List;

/** Pushes of single images, for tests of other things. */
public final class Pushes {

    private Pushes() {}

    /** One report for each repository. */
    public static List<PushReport> push(ImagePush image, BuildEnvironment surroundings) throws IOException {
        return JointPush.push(List.of(new PushItem(image, surroundings, ""))).get(0);
    }
}
