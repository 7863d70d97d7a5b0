package dev.drydock.engine.record;

import dev.drydock.context.FileStamp;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.image.Digest;
import dev.drydock.io.CheckedText;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The lines of {@link LastBuild}'s file: a word, a blank, a value; the last has the checksum of those before it. */
@StartUp
final class InputsFile {

    private final List<String> lines = new ArrayList<>();

    void add(String word, String value) {
        lines.add(word + " " + value);
    }

    /** Puts the stamp of a file in the place of the one it had. */
    void restamp(String word, FileStamp stamp) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(word + " ") && lines.get(i).endsWith(" " + stamp.path())) {
                lines.set(i, word + " " + text(stamp));
            }
        }
    }

    /** Whether no value spoils the form, as the name of a file with a line break would. */
    boolean areWhole() {
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                return false;
            }
        }
        String text = text();
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }

    byte[] encode() {
        return CheckedText.encode(text());
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Empty if there is no such file, or it is not whole. */
    static Optional<InputsFile> read(Path file) throws IOException {
        Optional<String> text = CheckedText.read(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        InputsFile read = new InputsFile();
        Collections.addAll(read.lines, text.get().split("\n"));
        return Optional.of(read);
    }

    List<String> values(String word) {
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(word + " ")) {
                values.add(line.substring(word.length() + 1));
            }
        }
        return values;
    }

    static String text(FileStamp stamp) {
        return stamp.size() + " " + stamp.modified() + " " + stamp.changed() + " " + stamp.inode() + " "
                + stamp.device() + " " + stamp.path();
    }

    /** @throws IllegalArgumentException if it is none */
    static FileStamp stamp(String text) {
        String[] words = text.split(" ", 6);
        return new FileStamp(
                words[5], number(words[0]), number(words[1]), number(words[2]), number(words[3]), number(words[4]));
    }

    static String text(StepName step) {
        return step.number() + " " + step.total() + " " + step.stage().length() + " " + step.stage() + " "
                + step.text();
    }

    List<StepName> steps() {
        List<StepName> steps = new ArrayList<>();
        for (String line : values("step")) {
            String[] words = line.split(" ", 4);
            int length = Integer.parseInt(words[2]);
            steps.add(new StepName(
                    words[3].substring(0, length),
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    words[3].substring(length + 1)));
        }
        return steps;
    }

    BuildResult result(BuildRequest request, int steps, Duration took) {
        String[] words = values("result").get(0).split(" ", 3);
        return new BuildResult(
                request.names(),
                Digest.parse(words[0]),
                Digest.parse(words[1]),
                number(words[2]),
                request.workspace().layout(),
                steps,
                steps,
                took);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
