package dev.drydock.registry.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * An OCI registry in this process. Start one, use {@link #hostAndPort} in references, close it:
 *
 * <pre>{@code
 * try (TestRegistry registry = TestRegistry.start()) {
 *     Reference image = Reference.parse(registry.hostAndPort() + "/team/app");
 * }
 * }</pre>
 */
public final class TestRegistry implements AutoCloseable {

    /** How one logs in. */
    public enum Kind {
        NONE,
        BASIC,
        BEARER
    }

    /**
     * @param openPull whether tokens to pull are given to anybody
     * @param tokenMillis how long a token lives
     * @param closed repositories for which no token is given
     * @param hidden the status of answers to requests that show nothing, but for those to {@code /v2/}, which alone says how to
     *     log in; 0 for the usual challenge everywhere
     */
    public record Login(
            Kind kind,
            String username,
            String password,
            String identityToken,
            boolean openPull,
            long tokenMillis,
            Set<String> closed,
            int hidden) {

        public static final Login NONE = new Login(Kind.NONE, "", "", "", true, 0, Set.of(), 0);

        public static Login basic(String username, String password) {
            return new Login(Kind.BASIC, username, password, "", false, 0, Set.of(), 0);
        }

        public static Login bearer(String username, String password) {
            return new Login(Kind.BEARER, username, password, "", false, 300_000, Set.of(), 0);
        }

        public Login withIdentityToken(String token) {
            return new Login(kind, username, password, token, openPull, tokenMillis, closed, hidden);
        }

        public Login withOpenPull() {
            return new Login(kind, username, password, identityToken, true, tokenMillis, closed, hidden);
        }

        public Login withTokenMillis(long millis) {
            return new Login(kind, username, password, identityToken, openPull, millis, closed, hidden);
        }

        public Login withClosed(String... repositories) {
            return new Login(
                    kind, username, password, identityToken, openPull, tokenMillis, Set.of(repositories), hidden);
        }

        public Login withHidden(int status) {
            return new Login(kind, username, password, identityToken, openPull, tokenMillis, closed, status);
        }
    }

    private final RawServer server;
    private final Storage storage;
    private final Quirks quirks = new Quirks();
    private final AccessControl access;
    private final ManifestRoute manifests;
    private final BlobRoute blobs;
    private final UploadRoute uploads;
    private final TagRoute tags;
    private volatile FaultScript faults = request -> null;
    private volatile FaultScript annexFaults = request -> null;
    private RawServer annex;

    private TestRegistry(Storage storage, Login login, InetSocketAddress address, SSLContext tls) {
        this.storage = storage;
        access = new AccessControl(login, this::url);
        manifests = new ManifestRoute(storage, quirks);
        blobs = new BlobRoute(storage, quirks);
        uploads = new UploadRoute(storage, quirks);
        tags = new TagRoute(storage, quirks);
        server = RawServer.start(address, tls, this::handle);
    }

    /** In memory, open to all, on a free port of 127.0.0.1. */
    public static TestRegistry start() {
        return start(Login.NONE);
    }

    public static TestRegistry start(Login login) {
        return start(new MemoryStorage(), login, null);
    }

    /** @param tls null for plain HTTP */
    public static TestRegistry start(Storage storage, Login login, SSLContext tls) {
        return start(storage, login, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls);
    }

    /** At this address, whose port 0 means any. */
    public static TestRegistry start(Storage storage, Login login, InetSocketAddress address, SSLContext tls) {
        return new TestRegistry(storage, login, address, tls);
    }

    public String hostAndPort() {
        return server.hostAndPort();
    }

    public String url() {
        return server.url();
    }

    public Storage storage() {
        return storage;
    }

    /** The content kept in memory, for a registry started so. */
    public MemoryStorage memory() {
        return (MemoryStorage) storage;
    }

    public Quirks quirks() {
        return quirks;
    }

    /** All requests so far. */
    public List<Request> requests() {
        return server.requests();
    }

    /**
     * Another host of the same registry, where nobody has to log in: its addresses, one may suppose, are signed. The registry's
     * faults are not this one's.
     */
    public synchronized RawServer annex() {
        RawServer open = annex;
        if (open == null) {
            open = RawServer.start(this::handleInAnnex);
            annex = open;
        }
        return open;
    }

    /** Forgets the requests and their count. */
    public void forgetRequests() {
        server.reset();
    }

    /** From now on, the faults of requests are those. */
    public void setFaults(FaultScript script) {
        faults = script;
    }

    /** No token given so far is good any more. */
    public void expireTokens() {
        access.expireTokens();
    }

    /** All uploads are forgotten. */
    public void loseUploads() {
        try {
            storage.removeUploads();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether a header value shows a password or token of this registry. */
    public boolean isSecret(String authorization) {
        return access.isSecret(authorization);
    }

    /** From now on, the faults of the other host are those. */
    public void setAnnexFaults(FaultScript script) {
        annexFaults = script;
    }

    private void handleInAnnex(Request request, Connection connection) throws IOException {
        play(annexFaults, request, connection);
    }

    private void handle(Request request, Connection connection) throws IOException {
        play(faults, request, connection);
    }

    private void play(FaultScript script, Request request, Connection connection) throws IOException {
        Fault fault = script.faultFor(request);
        if (fault == null) {
            connection.send(answer(request));
        } else {
            fault.play(this, request, connection);
        }
    }

    private synchronized boolean isForAnnex(Request request) {
        return annex != null && request.header("Host").orElse("").equals(annex.hostAndPort());
    }

    /** The answer of the registry, faults aside. */
    public Response answer(Request request) throws IOException {
        if (isForAnnex(request)) {
            return annexAnswer(request);
        }
        if (request.path().equals("/token")) {
            return access.token(request);
        }
        Response refusal = access.check(request);
        if (refusal != null) {
            return refusal;
        }
        return content(request);
    }

    /** The answer given there. */
    public Response annexAnswer(Request request) throws IOException {
        String signed = request.query().getOrDefault("signed", request.method());
        return signed.equals(request.method())
                ? content(request)
                : Response.of(403).with("Content-Type", "application/xml").body("<Error>SignatureDoesNotMatch</Error>");
    }

    private Response content(Request request) throws IOException {
        if (request.path().equals("/v2/")) {
            return Response.of(200).with("Content-Type", "application/json").body("{}");
        }
        Route[] routes = {uploads, blobs, manifests, manifests::referrers, tags};
        Pattern[] patterns = {
            UploadRoute.PATH, BlobRoute.PATH, ManifestRoute.PATH, ManifestRoute.REFERRERS, TagRoute.PATH
        };
        for (int i = 0; i < routes.length; i++) {
            Matcher path = patterns[i].matcher(request.path());
            if (path.matches()) {
                return routes[i].answer(request, path);
            }
        }
        return Response.of(404).with("Content-Type", "text/plain").body("404 page not found");
    }

    @Override
    public synchronized void close() {
        server.close();
        if (annex != null) {
            annex.close();
        }
    }

    /**
     * Runs a registry until it is killed: {@code TestRegistry [address:]port [directory]}. Prints one line when it listens.
     */
    public static void main(String[] arguments) throws Exception {
        int colon = arguments[0].lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : arguments[0].substring(0, colon);
        int port = Integer.parseInt(arguments[0].substring(colon + 1));
        Storage storage =
                arguments.length > 1 ? new DirectoryStorage(java.nio.file.Path.of(arguments[1])) : new MemoryStorage();
        TestRegistry registry = start(storage, Login.NONE, new InetSocketAddress(host, port), null);
        System.out.println("registry listens on " + registry.hostAndPort());
        Thread.currentThread().join();
    }
}
