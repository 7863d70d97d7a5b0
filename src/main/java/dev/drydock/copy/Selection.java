package dev.drydock.copy;

/**
 * One file or directory that a step takes from a tree.
 *
 * @param tree where it is
 * @param node the file, all links on the way and at the end followed
 * @param name what it is called when it goes into a directory: as the step names it, not what a link led to
 * @param filter what is taken of a directory
 * @param contentsOnly a directory stands for what is in it; otherwise it also gives its own mode and owner
 * @param unpack put the content of an archive in its place
 */
record Selection(
        SourceTree tree, SourceNode node, String name, TreeWalk.Filter filter, boolean contentsOnly, boolean unpack) {}
