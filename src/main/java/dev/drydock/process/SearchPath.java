package dev.drydock.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where programs are found: the directories of {@code PATH}. */
public final class SearchPath {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final List<String> ENDINGS = WINDOWS ? List.of(".exe", ".cmd", ".bat") : List.of("");

    private SearchPath() {}

    /**
     * The first program of this name.
     *
     * @param name without a directory
     * @param environment whose {@code PATH} counts, not that of this process
     */
    public static Optional<Path> find(String name, Map<String, String> environment) {
        for (String directory : path(environment).split(Pattern.quote(File.pathSeparator))) {
            // An empty one stands for the working directory, which holds what is built and no programs to be trusted.
            if (directory.isEmpty()) {
                continue;
            }
            for (String ending : ENDINGS) {
                Path candidate = Path.of(directory, name + ending);
                if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }

    private static String path(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().equals("PATH") || WINDOWS && variable.getKey().equalsIgnoreCase("PATH")) {
                return variable.getValue();
            }
        }
        return "";
    }
}
