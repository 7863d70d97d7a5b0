package dev.drydock.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The output of the Maven runs of a project, one after the other. */
final class InvokerLog {

    private final List<List<String>> runs = new ArrayList<>();

    private InvokerLog() {}

    static InvokerLog of(Path project) throws IOException {
        InvokerLog log = new InvokerLog();
        List<String> run = new ArrayList<>();
        for (String line : Files.readAllLines(project.resolve("build.log"))) {
            if (line.contains("Scanning for projects...")) {
                run = new ArrayList<>();
                log.runs.add(run);
            }
            run.add(line.replaceAll("\u001b\\[[0-9;]*m", ""));
        }
        return log;
    }

    /** All lines of a run, the first being 1. */
    List<String> run(int number) {
        return runs.get(number - 1);
    }

    /** The lines about finished steps, without level: {@code [2/3] RUN true  CACHED}. */
    List<String> steps(int number) {
        return run(number).stream()
                .filter(line -> line.matches("\\[INFO] \\[[^]]*\\d+/\\d+] (?!\\|).*"))
                .map(line -> line.substring("[INFO] ".length()))
                .toList();
    }

    /** The steps that were executed, instruction only. */
    List<String> executed(int number) {
        return steps(number).stream()
                .filter(line -> !line.endsWith("  CACHED"))
                .map(InvokerLog::instruction)
                .toList();
    }

    /** The steps that came from the cache, instruction only. */
    List<String> cached(int number) {
        return steps(number).stream()
                .filter(line -> line.endsWith("  CACHED"))
                .map(InvokerLog::instruction)
                .toList();
    }

    private static String instruction(String line) {
        return line.replaceFirst("^\\[[^]]*] ", "").replaceFirst("  .*$", "");
    }
}
