package dev.drydock.foreign;

import java.util.Set;

/**
 * How a kind of system treats files.
 *
 * @param separator between names
 * @param views of attributes that it has
 * @param decomposes whether names come back with letters and accents apart, as HFS+ keeps them
 * @param holdsOpenFiles whether a file that somebody has open can neither be deleted nor replaced nor moved
 */
record Manners(char separator, Set<String> views, boolean decomposes, boolean holdsOpenFiles) {

    static final Manners WINDOWS = new Manners('\\', Set.of("basic", "dos", "acl", "owner", "user"), false, true);

    static final Manners MACOS = new Manners('/', Set.of("basic", "posix", "unix", "owner", "user"), true, false);

    boolean hasModes() {
        return views.contains("posix");
    }
}
