package dev.drydock.push;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.registry.PushReport;
import java.io.IOException;
import java.util.List;

/** Pushes with clients of their own. */
public final class Pushes {

    private Pushes() {}

    /** One report for each repository. */
    public static List<PushReport> push(ImagePush image, BuildEnvironment surroundings) throws IOException {
        return push(List.of(new PushItem(image, surroundings, ""))).get(0);
    }

    /** With clients nobody else uses. */
    static List<List<PushReport>> push(List<PushItem> items) throws IOException {
        return JointPush.push(items, JointPush::open);
    }
}
