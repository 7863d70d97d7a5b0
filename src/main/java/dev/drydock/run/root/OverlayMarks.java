package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;

/**
 * How overlayfs keeps in an upper directory what it hides of the lower ones. In a user namespace it uses attributes of the
 * {@code user} class (mount option {@code userxattr}), otherwise {@code trusted} ones.
 */
enum OverlayMarks {
    TRUSTED("trusted.overlay."),
    USER("user.overlay.");

    private static final byte[] YES = {'y'};

    private final String prefix;

    OverlayMarks(String prefix) {
        this.prefix = prefix;
    }

    /** Hides a lower file of that name, of which there must be none in the directory. */
    void whiteout(Directory directory, String name) throws IOException {
        directory.makeNode(name, FileStatus.CHARACTER_DEVICE, 0, 0);
    }

    void makeOpaque(Directory directory, String name) throws IOException {
        directory.setXattr(name, prefix + "opaque", YES);
    }

    boolean isOpaque(Directory directory, String name) throws IOException {
        return directory
                .xattr(name, prefix + "opaque")
                .filter(value -> value.length == 1 && value[0] == 'y')
                .isPresent();
    }

    void makeTransparent(Directory directory, String name) throws IOException {
        directory.removeXattr(name, prefix + "opaque");
    }

    /** Whether an attribute is one of overlayfs, of either class: never part of a layer. */
    static boolean isOwn(String attribute) {
        return attribute.startsWith(TRUSTED.prefix) || attribute.startsWith(USER.prefix);
    }
}
