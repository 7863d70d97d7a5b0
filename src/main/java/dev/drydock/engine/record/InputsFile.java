package dev.drydock.engine.record;

import dev.drydock.context.FileStamp;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedLines;
import dev.drydock.io.CheckedLinesWriter;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of {@link LastBuild}'s file, without the stamps, of which there may be a hundred thousand: those are never in memory all
 * at once.
 */
@StartUp
final class InputsFile {

    private static final String STAMPS = "stamps";
    private static final String STAMP = "stamp ";

    private final List<String> lines = new ArrayList<>();

    /** @throws Unfit if the value would spoil the form */
    void add(String word, String value) throws Unfit {
        lines.add(line(word, value));
    }

    /** Something that should be remembered cannot be written in this form. */
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** As the name of a file with a line break would spoil it, or one that is no text. */
    private static String line(String word, String value) throws Unfit {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' || c == '\r') {
                throw new Unfit();
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) {
                    throw new Unfit();
                }
                i++;
            }
        }
        return word + " " + value;
    }

    /** Puts the stamp of a file in the place of the one it had. */
    void restamp(String word, FileStamp stamp) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(word + " ") && lines.get(i).endsWith(" " + stamp.path())) {
                lines.set(i, word + " " + text(stamp));
            }
        }
    }

    /**
     * The lines before the stamps, and the stamps that follow are the next to be read; empty if there are none. Nothing that was read
     * may be believed before all of it has been read.
     */
    static Optional<InputsFile> begin(CheckedLines in) throws IOException {
        InputsFile read = new InputsFile();
        for (String line = in.next(); line != null; line = in.next()) {
            if (line.equals(STAMPS)) {
                return Optional.of(read);
            }
            read.lines.add(line);
        }
        return Optional.empty();
    }

    /**
     * The next stamps, at most so many; none at the end.
     *
     * @throws IllegalArgumentException if a line is none
     */
    static List<String> stamps(CheckedLines in, int most) throws IOException {
        List<String> stamps = new ArrayList<>();
        while (stamps.size() < most) {
            String line = in.next();
            if (line == null) {
                break;
            }
            if (!line.startsWith(STAMP)) {
                throw new IllegalArgumentException(line);
            }
            stamps.add(line.substring(STAMP.length()));
        }
        return stamps;
    }

    /** All but the stamps; empty if there is no such file, or it is not whole. */
    static Optional<InputsFile> read(Path file) throws IOException {
        try (CheckedLines in = CheckedLines.open(file)) {
            Optional<InputsFile> read = begin(in);
            while (in.next() != null) {
                // only to know whether all is there
            }
            return in.areWhole() ? read : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes these lines and all that the build looked at. */
    void write(Path file, BuildTrace trace, String except) throws IOException {
        AtomicFiles.write(file, new OfTrace(trace, except));
    }

    /** Writes these lines in the place of those that are in the file, whose stamps stay. */
    void rewrite(Path file) throws IOException {
        AtomicFiles.write(file, new OfFile(file));
    }

    private CheckedLinesWriter head(OutputStream out) throws IOException {
        CheckedLinesWriter writer = new CheckedLinesWriter(out);
        for (String line : lines) {
            writer.line(line);
        }
        writer.line(STAMPS);
        return writer;
    }

    private final class OfTrace implements AtomicFiles.Content {
        private final BuildTrace trace;
        private final String except;

        OfTrace(BuildTrace trace, String except) {
            this.trace = trace;
            this.except = except;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            CheckedLinesWriter writer = head(out);
            trace.stamps(new FileStamp.Visitor() {
                @Override
                public void stamp(FileStamp stamp) throws IOException {
                    if (!stamp.isSettled(trace.began()) && !stamp.path().startsWith(except)) {
                        throw new Unfit();
                    }
                    writer.line(line("stamp", text(stamp)));
                }
            });
            writer.finish();
        }
    }

    private final class OfFile implements AtomicFiles.Content {
        private final Path file;

        OfFile(Path file) {
            this.file = file;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            CheckedLinesWriter writer = head(out);
            try (CheckedLines in = CheckedLines.open(file)) {
                begin(in);
                for (String line = in.next(); line != null; line = in.next()) {
                    writer.line(line);
                }
                if (!in.areWhole()) {
                    throw new IOException(file + " changed while it was read");
                }
            }
            writer.finish();
        }
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

    /** @throws RuntimeException if it is none */
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
