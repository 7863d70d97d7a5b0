package dev.drydock.report.waste;

import java.util.regex.Pattern;

/** Names of packages, of Debian and of Alpine, that are there to build with. */
final class ToolNames {

    private static final Pattern TOOL = Pattern.compile(
            "(gcc|g\\+\\+|cpp|clang|llvm|gfortran|gdb|lld)(-[0-9.]+)?(-[a-z0-9_-]+-linux-gnu)?|clang-tools.*|llvm-[0-9]+.*"
                    + "|libgcc-[0-9]+-dev|binutils(-.*)?|build-essential|build-base|make|cmake|meson|ninja(-build)?|automake|autoconf"
                    + "|libtool|m4|bison|flex|patch|dpkg-dev|debhelper|fakeroot|pkg-config|pkgconf(-bin)?|rustc|cargo|golang.*|maven"
                    + "|gradle|openjdk-[0-9]+-jdk(-headless)?|.*-(dev|devel|headers)");

    private ToolNames() {}

    /** @param name of a package, without an architecture */
    static boolean isTool(String name) {
        return TOOL.matcher(name).matches();
    }
}
