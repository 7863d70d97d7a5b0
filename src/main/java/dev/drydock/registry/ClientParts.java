package dev.drydock.registry;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.http.AskedPauses;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.Retries;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.auth.Authorizer;
import dev.drydock.registry.auth.VersionEndpoint;
import dev.drydock.registry.credential.CredentialChain;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The parts of a client, wired. */
@StartUp
record ClientParts(
        HttpTransport transport,
        ThreadPoolExecutor tasks,
        Semaphore transfers,
        RegistryCalls calls,
        Endpoints endpoints,
        PullSources sources,
        Manifests manifests,
        BlobDownload download,
        BlobLookup lookup,
        Referrers referrers,
        BlobPusher blobs,
        Pusher pusher)
        implements AutoCloseable {

    static ClientParts of(RegistryOptions options, BuildLog log) throws IOException {
        return of(options, log, transport(options, log));
    }

    static HttpTransport transport(RegistryOptions options, BuildLog log) throws IOException {
        return HttpTransport.open(options.http(), log);
    }

    /** @param transport made from the same options */
    static ClientParts of(RegistryOptions options, BuildLog log, HttpTransport transport) {
        InsecureHosts insecure = new InsecureHosts(options.http().insecureHosts());
        Retries retries = new Retries(options.http().retries(), log);
        CredentialChain credentials = new CredentialChain(options.credentials(), log);
        VersionEndpoint version = new VersionEndpoint(transport, retries.brief());
        Authorizer authorizer = new Authorizer(credentials, transport, insecure, retries, version, log);
        RegistryCalls calls = new RegistryCalls(
                transport,
                authorizer,
                new RedirectRules(insecure),
                retries,
                new AskedPauses(options.http().retries().maxRetryAfter()));
        Endpoints endpoints = new Endpoints(transport, insecure, retries, version);
        PullSources sources = new PullSources(endpoints, options.mirrors(), log);
        Manifests manifests = new Manifests(calls);
        Referrers referrers = new Referrers(calls, manifests);
        BlobMounts mounts = new BlobMounts(calls, log);
        int parallel = Math.max(1, options.transfers().parallel());
        Semaphore transfers = new Semaphore(parallel, true);
        BlobPusher blobs = new BlobPusher(calls, mounts, sources, log, transfers, options.transfers());
        ThreadPoolExecutor tasks = tasks(parallel);
        return new ClientParts(
                transport,
                tasks,
                transfers,
                calls,
                endpoints,
                sources,
                manifests,
                new BlobDownload(calls),
                new BlobLookup(calls),
                referrers,
                blobs,
                new Pusher(endpoints, manifests, referrers, blobs, mounts, tasks, log));
    }

    private static ThreadPoolExecutor tasks(int parallel) {
        ThreadPoolExecutor tasks = new ThreadPoolExecutor(
                parallel,
                parallel,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("drydock-push"));
        tasks.allowCoreThreadTimeOut(true);
        return tasks;
    }

    /** Ends the tasks; the transport is closed by whoever made it. */
    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
