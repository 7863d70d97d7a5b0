package dev.drydock.sandbox.launch;

import java.util.ArrayList;
import java.util.List;

/** A place in the code that jumps lead to, before or after it is known. */
final class Label {

    /** Offsets of the jump instructions waiting for the place. */
    final List<Integer> jumps = new ArrayList<>();

    int position = -1;
}
