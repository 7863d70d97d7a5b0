package dev.drydock.report.waste;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders that are waste wherever they are.
 *
 * @param path where they are: below the root if it begins with a slash, else anywhere; without a slash at its end
 * @param what is in them
 * @param cure what to do in a RUN that fills them
 */
record FolderMark(WasteKind kind, String path, String what, String cure) {

    static final List<FolderMark> GIT = List.of(
            new FolderMark(
                    WasteKind.GIT,
                    ".git",
                    "history of git",
                    "Use ADD with the address of the repository, which leaves .git out, or delete .git in the RUN that clones."));

    static final List<FolderMark> CACHES = List.of(
            cache("/var/lib/apt/lists", "lists of apt", "rm -rf /var/lib/apt/lists/*"),
            cache("/var/cache/apt", "packages and indexes kept by apt", "apt-get clean"),
            cache("/var/cache/apk", "packages kept by apk", "apk --no-cache"),
            cache("/etc/apk/cache", "packages kept by apk", "apk --no-cache"),
            cache("/var/cache/dnf", "packages and metadata kept by dnf", "dnf clean all"),
            cache("/var/cache/libdnf5", "packages and metadata kept by dnf", "dnf clean all"),
            cache("/var/cache/yum", "packages and metadata kept by yum", "yum clean all"),
            cache("/var/cache/zypp", "packages and metadata kept by zypper", "zypper clean --all"),
            cache("/var/cache/pacman/pkg", "packages kept by pacman", "pacman -Scc --noconfirm"),
            cache(".cache/pip", "downloads of pip", "pip install --no-cache-dir"),
            cache(".cache/uv", "downloads of uv", "uv --no-cache"),
            cache(".cache/pypoetry", "downloads of Poetry", "poetry install --no-cache"),
            cache(".conda/pkgs", "packages kept by conda", "conda clean --all --yes"),
            cache(".npm/_cacache", "downloads of npm", "npm cache clean --force"),
            cache(".cache/yarn", "downloads of Yarn", "yarn cache clean"),
            cache("/usr/local/share/.cache/yarn", "downloads of Yarn", "yarn cache clean"),
            cache(".m2/repository", "artifacts that Maven downloaded", "rm -rf ~/.m2/repository"),
            cache(".gradle/caches", "what Gradle downloaded and compiled", "rm -rf ~/.gradle/caches"),
            cache(".ivy2/cache", "artifacts that Ivy downloaded", "rm -rf ~/.ivy2/cache"),
            cache(".cargo/registry", "sources that Cargo downloaded", "rm -rf ~/.cargo/registry"),
            cache("/usr/local/cargo/registry", "sources that Cargo downloaded", "rm -rf $CARGO_HOME/registry"),
            cache(".cache/go-build", "what Go compiled", "go clean -cache"),
            cache("go/pkg/mod/cache", "modules that Go downloaded", "go clean -modcache"),
            cache(".composer/cache", "downloads of Composer", "composer clear-cache"),
            cache(".bundle/cache", "downloads of Bundler", "rm -rf ~/.bundle/cache"));

    static final List<FolderMark> TOOLS = List.of(
            tool("/usr/local/go", "the Go tools"),
            tool("/usr/local/rustup", "the Rust tools"),
            tool(".rustup", "the Rust tools"),
            tool("/usr/share/maven", "Maven"),
            tool("/opt/maven", "Maven"),
            tool("/opt/gradle", "Gradle"),
            tool("jmods", "modules to link Java runtimes from"));

    private static FolderMark cache(String path, String what, String command) {
        return new FolderMark(
                WasteKind.CACHE,
                path,
                what,
                "Use " + command + " in the same RUN, or keep them out of the layer with RUN --mount=type=cache.");
    }

    private static FolderMark tool(String path, String what) {
        return new FolderMark(WasteKind.TOOLS, path, what, BuildTools.ADVICE);
    }

    /**
     * The mark of a folder, if it has one.
     *
     * @param folder without a leading slash
     */
    static @Nullable FolderMark of(String folder, List<FolderMark> among) {
        String whole = "/" + folder;
        for (FolderMark mark : among) {
            if (mark.path.startsWith("/") ? whole.equals(mark.path) : whole.endsWith("/" + mark.path)) {
                return mark;
            }
        }
        return null;
    }
}
