package dev.drydock.provenance;

import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.Material;
import dev.drydock.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The git commit a project is at, as {@code git} tells it.
 *
 * @param top the work tree's directory
 * @param dirty whether the work tree is not just the commit: something was changed, or added and is not ignored
 * @param repository where the commit comes from, as {@link Material#repository}; "" if that is no address others could use
 */
public record ProjectCommit(Path top, String commit, boolean dirty, String repository) {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String COMMIT = "# branch.oid ";

    /** Why nothing is known of a commit though there is a repository. */
    public static final class Unknown extends IOException {
        private static final long serialVersionUID = 1;

        Unknown(String reason) {
            super(reason);
        }
    }

    /**
     * Empty if the directory is in no work tree, or nothing was ever committed there.
     *
     * @param trace told of the files by which a later build can see that another commit was made or checked out
     * @throws Unknown if git is not there or refuses
     */
    public static Optional<ProjectCommit> of(Path directory, Map<String, String> environment, BuildTrace trace)
            throws IOException, InterruptedException {
        Path top = workTree(directory.toAbsolutePath().normalize());
        if (top == null) {
            return Optional.empty();
        }
        trace(top.resolve(".git"), trace);
        String status = git(top, environment, "status", "--porcelain=v2", "--branch", "--untracked-files=normal");
        String commit = "";
        boolean dirty = false;
        for (String line : status.split("\n")) {
            if (line.startsWith(COMMIT)) {
                commit = line.substring(COMMIT.length()).strip();
            }
            dirty |= !line.isEmpty() && !line.startsWith("#");
        }
        if (!commit.matches("[0-9a-f]{40,64}")) {
            return Optional.empty();
        }
        return Optional.of(new ProjectCommit(top, commit, dirty, origin(top, environment)));
    }

    private static @Nullable Path workTree(Path directory) {
        for (Path here = directory; here != null; here = here.getParent()) {
            if (Files.exists(here.resolve(".git"))) {
                return here;
            }
        }
        return null;
    }

    /** HEAD and the branch it names; of a repository that keeps its branches otherwise only HEAD. */
    private static void trace(Path git, BuildTrace trace) throws IOException {
        Path directory = git;
        if (Files.isRegularFile(git)) {
            String pointer = Files.readString(git).strip();
            directory = git.resolveSibling(pointer.replaceFirst("^gitdir: ", ""));
        }
        Optional<byte[]> head = trace.read(directory.resolve("HEAD"));
        String text = head.map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElse("");
        if (text.startsWith("ref: ")) {
            Path common = directory;
            Path pointer = directory.resolve("commondir");
            if (Files.exists(pointer)) {
                common = directory.resolve(Files.readString(pointer).strip()).normalize();
            }
            trace.read(common.resolve(text.substring("ref: ".length())));
        }
    }

    private static String origin(Path top, Map<String, String> environment) throws IOException, InterruptedException {
        String url;
        try {
            url = git(top, environment, "config", "--get", "remote.origin.url").strip();
        } catch (Unknown none) {
            return "";
        }
        boolean local = !url.matches("(?:https?|git|ssh|git\\+ssh)://.+|[^/:]+@[^/:]+:.+");
        return local ? "" : Material.repository(url);
    }

    private static String git(Path top, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=true"));
        command.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        variables.put("LC_ALL", "C");
        Program.Ended ended;
        try {
            ended = Program.of(command)
                    .in(top)
                    .withEnvironment(variables)
                    .within(LONGEST)
                    .run();
        } catch (IOException e) {
            throw new Unknown("git cannot be run: " + e.getMessage());
        }
        if (ended.exitCode() != 0) {
            throw new Unknown(
                    "git says: " + ended.err().strip().lines().findFirst().orElse("nothing"));
        }
        return ended.out();
    }
}
