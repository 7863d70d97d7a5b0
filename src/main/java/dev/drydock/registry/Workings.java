package dev.drydock.registry;

import dev.drydock.progress.BuildLog;
import dev.drydock.registry.auth.Authorizer;
import dev.drydock.registry.credential.CredentialChain;
import dev.drydock.registry.transport.Backoff;
import dev.drydock.registry.transport.DaemonThreads;
import dev.drydock.registry.transport.HttpTransport;
import dev.drydock.registry.transport.InsecureHosts;
import dev.drydock.registry.transport.Proxies;
import dev.drydock.registry.transport.TlsTrust;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The parts of a client, wired. */
record Workings(
        HttpTransport transport,
        ThreadPoolExecutor tasks,
        Semaphore transfers,
        Endpoints endpoints,
        PullSources sources,
        Manifests manifests,
        BlobDownload download,
        TagList tagList,
        Referrers referrers,
        Pusher pusher)
        implements AutoCloseable {

    static Workings of(RegistryOptions options, BuildLog log) throws IOException {
        InsecureHosts insecure = new InsecureHosts(options.insecureHosts());
        HttpTransport transport = new HttpTransport(
                options.timeouts(),
                new Proxies(options.proxies(), options.timeouts()),
                new TlsTrust(options.tls(), insecure, log::warning),
                options.userAgent());
        Supplier<Backoff> backoffs = () -> new Backoff(options.retries(), log::debug);
        CredentialChain credentials = new CredentialChain(options.credentials(), log::debug, log::warning);
        Authorizer authorizer = new Authorizer(credentials, transport, insecure, backoffs, log::warning);
        RegistryCalls calls = new RegistryCalls(transport, authorizer, new Destinations(insecure), backoffs);
        Endpoints endpoints = new Endpoints(transport, insecure, backoffs);
        PullSources sources = new PullSources(endpoints, options.mirrors(), log::warning);
        Manifests manifests = new Manifests(calls);
        Referrers referrers = new Referrers(calls, manifests);
        Mounts mounts = new Mounts(calls, log::debug);
        int parallel = Math.max(1, options.transfers().parallel());
        Semaphore transfers = new Semaphore(parallel, true);
        BlobPusher blobs = new BlobPusher(
                calls, mounts, sources, log, transfers, options.transfers().chunkSize());
        ThreadPoolExecutor tasks = tasks(parallel);
        return new Workings(
                transport,
                tasks,
                transfers,
                endpoints,
                sources,
                manifests,
                new BlobDownload(calls),
                new TagList(calls),
                referrers,
                new Pusher(endpoints, manifests, referrers, blobs, mounts, new Parallel(tasks), log));
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

    @Override
    public void close() {
        tasks.shutdownNow();
        transport.close();
    }
}
