package dev.drydock.buildkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The progress of {@code --progress=plain}, which is for people, but has been the same for years: lines begin with a number,
 * which the first line of that number gives a name. What comes after the last of them is from the client.
 */
final class PlainProgress implements ProgressReader.Format {

    private static final Pattern LINE = Pattern.compile("#(\\d+) (.*)", Pattern.DOTALL);
    private static final Pattern DONE = Pattern.compile("DONE (\\d+(?:\\.\\d+)?)s");
    private static final Pattern PRINTED = Pattern.compile("\\d+\\.\\d+(?: (.*))?", Pattern.DOTALL);

    private final SolveProgress progress;
    private final Set<String> known = new HashSet<>();
    private boolean ended;

    PlainProgress(SolveProgress progress) {
        this.progress = progress;
    }

    @Override
    public void line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (ended || !matcher.matches()) {
            // The output of the step that failed comes once more between two of these lines.
            ended |= line.startsWith("------");
            if (!line.isEmpty()) {
                progress.other(line);
            }
            return;
        }
        String id = matcher.group(1);
        if (known.add(id)) {
            progress.named(id, matcher.group(2));
        } else {
            said(id, matcher.group(2));
        }
    }

    private void said(String id, String text) {
        Matcher done = DONE.matcher(text);
        Matcher printed = PRINTED.matcher(text);
        if (done.matches()) {
            // How long it took is all that is told; when it began is made up.
            Instant now = Instant.now();
            long millis = Math.round(Double.parseDouble(done.group(1)) * 1000);
            progress.started(id, now.minus(Duration.ofMillis(millis)));
            progress.finished(id, now);
        } else if (text.equals("CACHED")) {
            progress.cached(id);
        } else if (text.equals("CANCELED")) {
            progress.failed(id, SolveProgress.CANCELED);
        } else if (text.startsWith("ERROR: ")) {
            progress.failed(id, text.substring("ERROR: ".length()));
        } else if (text.startsWith("WARN: ")) {
            progress.warning(text.substring("WARN: ".length()));
        } else if (printed.matches()) {
            String words = printed.group(1) == null ? "" : printed.group(1);
            progress.printed(id, (words + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
