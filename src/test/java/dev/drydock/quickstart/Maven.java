package dev.drydock.quickstart;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Maven as a user calls it, with what it says shown as far as it belongs to the story; all of it goes to a file. */
final class Maven {

    /** Ornaments and the plugins that are in every build. */
    private static final Pattern NOISE =
            Pattern.compile("\\[INFO] *|\\[INFO] -{20,}.*|\\[INFO] -+[<\\[].*|\\[INFO] (Scanning for|Building "
                    + "|  from pom|Total time|Finished at|Using '|Copying |Changes detected|Compiling |skip non|No tests|No sources"
                    + "|Nothing to compile|Recompiling|Skipping artifact|Installing |Building jar).*"
                    + "|\\[INFO] --- (?!drydock).*|Picked up .*|");

    private final Path executable;
    private final List<String> options;
    private final Path logs;
    private int calls;

    /**
     * @param localRepository of this story alone
     * @param downloaded the local repository of whoever tells the story, read as if it were remote
     * @param store of this story alone, in place of the machine's
     */
    Maven(Path executable, Path localRepository, Path downloaded, Path store, Path work) throws IOException {
        Path settings = work.resolve("settings.xml");
        Files.writeString(settings, """
                <settings>
                  <profiles>
                    <profile>
                      <id>downloaded</id>
                      <repositories>
                        <repository><id>downloaded</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository><id>downloaded</id><url>%1$s</url><releases><checksumPolicy>ignore</checksumPolicy></releases></pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles>
                </settings>
                """.formatted(downloaded.toUri()));
        this.executable = executable;
        this.options = List.of(
                "-B",
                "-ntp",
                "-gs",
                settings.toString(),
                "-Dmaven.repo.local=" + localRepository,
                "-Ddrydock.cacheDirectory=" + store);
        this.logs = work;
    }

    /** @throws IOException if Maven fails */
    void run(Path directory, String... arguments) throws IOException, InterruptedException {
        Process process = start(directory, arguments);
        tell(process);
        if (process.waitFor() != 0) {
            throw new IOException("mvn " + String.join(" ", arguments) + " failed; all it said is in " + log());
        }
    }

    /** Starts Maven; the caller has it told or told in the background, and ends it. */
    Process start(Path directory, String... arguments) throws IOException {
        System.out.println("$ mvn " + String.join(" ", arguments));
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(options);
        command.addAll(Arrays.asList(arguments));
        calls++;
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    /** Until the process ends, or is ended, which closes the stream. */
    void tellInBackground(Process process) {
        Thread teller = new Thread(() -> {
            try {
                tell(process);
            } catch (IOException e) {
                if (process.isAlive()) {
                    System.out.println("  what Maven says cannot be shown: " + e.getMessage());
                }
            }
        });
        teller.setDaemon(true);
        teller.start();
    }

    private void tell(Process process) throws IOException {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter log = Files.newBufferedWriter(log())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                log.newLine();
                String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
                if (!NOISE.matcher(plain).matches()) {
                    System.out.println("  " + plain);
                }
            }
        }
    }

    private Path log() {
        return logs.resolve("maven-" + calls + ".log");
    }
}
