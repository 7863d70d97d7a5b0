package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Finds the program of a command in a root, as execvp(3) would inside it; but one found through a relative entry of PATH is
 * refused, as container runtimes do.
 */
final class ProgramSearch {

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int EXECUTABLE = 0111;

    private ProgramSearch() {}

    /**
     * @param workdir what names with a slash are relative to
     * @return the absolute path to execute
     * @throws BuildFailure if there is none that can be executed
     */
    static String find(ContainerRoot root, List<String> argv, Map<String, String> env, String workdir)
            throws IOException {
        if (argv.isEmpty() || argv.get(0).isEmpty()) {
            throw BuildFailure.ofBuild("The command to run is empty", "Its first word is the program to execute.");
        }
        String name = argv.get(0);
        if (name.contains("/")) {
            String path = name.startsWith("/") ? name : workdir + "/" + name;
            if (root.find(root.resolve(path)) == null) {
                throw BuildFailure.ofBuild(
                        "There is no program '" + name + "' in the image",
                        "Check the path; one that does not begin with / is taken from WORKDIR.");
            }
            if (!isProgram(root, path)) {
                throw BuildFailure.ofBuild(
                        "'" + name + "' in the image cannot be executed: it is not a file, or not executable",
                        "Make the file executable: COPY --chmod=755, or RUN chmod +x.");
            }
            return path;
        }
        String path = env.getOrDefault("PATH", DEFAULT_PATH);
        for (String directory : path.split(":", -1)) {
            // An empty part is the working directory.
            String candidate = (directory.startsWith("/") ? directory : workdir + "/" + directory) + "/" + name;
            if (isProgram(root, candidate)) {
                if (!directory.startsWith("/")) {
                    throw BuildFailure.ofBuild(
                            "The program '" + name + "' was found through '" + directory
                                    + "', a relative entry of the PATH " + path,
                            "As with Docker, programs are executed from absolute directories of PATH only. Make the"
                                    + " entry"
                                    + " absolute, or write the program with its directory.");
                }
                return candidate;
            }
        }
        throw BuildFailure.ofBuild(
                "There is no program '" + name + "' in the PATH of the image, which is " + path,
                name.equals("/bin/sh") || name.equals("sh")
                        ? "An image without a shell can only run commands written as [\"program\", \"argument\"]."
                        : "Check the name, and that an earlier step installs the program.");
    }

    private static boolean isProgram(ContainerRoot root, String path) throws IOException {
        var status = root.find(root.resolve(path));
        return status != null && status.isRegular() && (status.permissions() & EXECUTABLE) != 0;
    }
}
