package dev.drydock.build;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.IgnoreRules;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.io.Keeper;
import dev.drydock.plan.CopyStep;
import dev.drydock.remote.Checkout;
import dev.drydock.remote.Downloaded;
import dev.drydock.remote.GitCheckouts;
import dev.drydock.remote.GitRequest;
import dev.drydock.remote.HttpDownloads;
import dev.drydock.remote.RemoteOptions;
import dev.drydock.remote.Secrets;
import java.io.IOException;

/** What ADD takes from the network. Nothing of it is opened before a step asks. */
final class Remotes {

    private final RemoteOptions options;
    private final Secrets secrets;
    private final BuildTrace trace;
    private final Keeper keeper;

    Remotes(RemoteOptions options, Secrets secrets, BuildTrace trace, Keeper keeper) {
        this.keeper = keeper;
        this.options = options;
        this.secrets = secrets;
        this.trace = trace;
    }

    CopyInputs.Download download(CopyStep.Source.Download source) throws IOException, InterruptedException {
        if (source.checksum() == null) {
            trace.incomplete();
        }
        Downloaded file = new HttpDownloads(options, secrets, keeper).fetch(source.url(), source.checksum());
        return new CopyInputs.Download(file.file(), file.name(), file.digest(), file.modified());
    }

    SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException {
        trace.incomplete();
        Checkout checkout = new GitCheckouts(options, secrets, keeper)
                .fetch(new GitRequest(
                        source.url(),
                        source.ref(),
                        source.subdir(),
                        source.keepGitDir(),
                        source.submodules(),
                        source.checksum()));
        return new ContextTree(
                BuildContext.open(checkout.directory(), IgnoreRules.none()), new ContentDigests(ContentMemo.NONE));
    }
}
