package dev.drydock.engine.source;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.IgnoreRules;
import dev.drydock.copy.ArchiveTimes;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.Material;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.SourceTimes;
import dev.drydock.io.Keeper;
import dev.drydock.plan.CopyStep;
import dev.drydock.progress.BuildLog;
import dev.drydock.remote.Checkout;
import dev.drydock.remote.Downloaded;
import dev.drydock.remote.GitCheckouts;
import dev.drydock.remote.GitRequest;
import dev.drydock.remote.HttpDownloads;
import dev.drydock.remote.RemoteOptions;
import dev.drydock.remote.Secrets;
import dev.drydock.remote.WebAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Downloads and checkouts for ADD. Nothing is opened before a step asks. */
public final class Remotes implements SourceTimes, AutoCloseable {

    private final RemoteOptions options;
    private final Secrets secrets;
    private final BuildTrace trace;
    private final Keeper keeper;
    private final BuildLog log;
    private @Nullable HttpDownloads downloads;

    public Remotes(RemoteOptions options, Secrets secrets, BuildTrace trace, Keeper keeper, BuildLog log) {
        this.keeper = keeper;
        this.log = log;
        this.options = options;
        this.secrets = secrets;
        this.trace = trace;
    }

    CopyInputs.Download download(CopyStep.Source.Download source) throws IOException, InterruptedException {
        if (source.checksum() == null) {
            trace.incomplete();
        }
        try (var fetching = fetching(source.url())) {
            Downloaded file = downloads().fetch(source.url(), source.checksum());
            trace.material(Material.ofDownload(source.url(), file.digest()));
            return new CopyInputs.Download(file.file(), file.name(), file.digest(), file.modified());
        }
    }

    SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException {
        trace.incomplete();
        try (var fetching = fetching(source.url())) {
            Checkout checkout = new GitCheckouts(options, secrets, keeper).fetch(request(source, source.keepGitDir()));
            trace.material(Material.ofRepository(source.url(), checkout.commit()));
            return new ContextTree(
                    BuildContext.open(checkout.directory(), IgnoreRules.none()),
                    new ContentDigests(ContentMemo.forNow()));
        }
    }

    private synchronized HttpDownloads downloads() {
        HttpDownloads open = downloads;
        if (open == null) {
            open = new HttpDownloads(options, secrets, keeper, log);
            downloads = open;
        }
        return open;
    }

    private BuildLog.Ongoing fetching(String url) {
        return log.ongoing("fetching " + WebAddress.withoutPassword(url));
    }

    private static GitRequest request(CopyStep.Source.Git source, boolean keepGitDir) {
        return new GitRequest(
                source.url(), source.ref(), source.subdir(), keepGitDir, source.submodules(), source.checksum());
    }

    public SourceTimes times() {
        return this;
    }

    @Override
    public @Nullable Long seconds(CopyStep.Source source) {
        trace.incomplete();
        return source.accept(new Seconds()).orElse(null);
    }

    private interface Question {
        @Nullable
        Long ask() throws IOException, InterruptedException;
    }

    private final class Seconds implements CopyStep.Source.Visitor<Optional<Long>, RuntimeException, RuntimeException> {

        @Override
        public Optional<Long> visit(CopyStep.Source.Download download) {
            return asked(download.url(), () -> modified(download));
        }

        @Override
        public Optional<Long> visit(CopyStep.Source.Git git) {
            return asked(git.url(), () -> new GitCheckouts(options, secrets, keeper).committed(request(git, true)));
        }

        @Override
        public Optional<Long> visit(CopyStep.Source.Files files) {
            throw new IllegalArgumentException(files + " is not remote");
        }

        @Override
        public Optional<Long> visit(CopyStep.Source.Inline inline) {
            throw new IllegalArgumentException(inline + " is not remote");
        }
    }

    private Optional<Long> asked(String url, Question question) {
        try (var fetching = fetching(url)) {
            return Optional.ofNullable(question.ask());
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(
                    "What " + WebAddress.withoutPassword(url) + " sends cannot be kept: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuildFailure.ofEnvironment("Asking for the time of a download was interrupted", null, e);
        }
    }

    /** The server is asked though the content may be here: it knows the time, and another machine would ask it too. */
    private @Nullable Long modified(CopyStep.Source.Download source) throws IOException, InterruptedException {
        Downloaded file = downloads().fetch(source.url(), null);
        if (source.checksum() != null) {
            downloads().fetch(source.url(), source.checksum());
        }
        Instant modified = file.modified() != null ? file.modified() : ArchiveTimes.newest(file.file());
        return modified == null ? null : modified.getEpochSecond();
    }

    @Override
    public synchronized void close() {
        if (downloads != null) {
            downloads.close();
        }
    }
}
