package dev.drydock.registry;

import dev.drydock.failure.TlsFailure;
import dev.drydock.http.Backoff;
import dev.drydock.http.ElsewhereFailure;
import dev.drydock.http.LocalFailure;
import dev.drydock.http.ProxyRefusal;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;

/**
 * Questions whose answers only spare work: whether a registry has a blob or tag already, or takes a blob from a repository of
 * its own, where an upload stands. One that fails is no reason to fail: the work is done, and if the registry does not take
 * that either, its refusal is what the user is told.
 */
@StartUp
record OptionalQuestions(BuildLog log) {

    /**
     * To be called when such a question has failed; returns if one can do without the answer.
     *
     * @param question for the log, such as {@code "a mount of sha256:…"}
     * @throws IOException the failure, if any other request to the registry would meet it too: then nothing is to be gained
     *     but more failed log-ins, or a longer wait
     */
    void failed(String question, IOException failure) throws IOException {
        if (concernsAllRequests(failure)) {
            throw failure;
        }
        log.debug(question + " is done without: " + Explanations.say(failure));
    }

    private static boolean concernsAllRequests(IOException failure) {
        if (failure instanceof ElsewhereFailure) {
            return false;
        }
        if (failure instanceof AccessRefused refused) {
            return !refused.isForbidden();
        }
        if (failure instanceof StatusFailure status) {
            return status.status() == 429 && !status.isElsewhere();
        }
        return failure instanceof LocalFailure
                || failure instanceof ProxyRefusal
                || failure instanceof HttpConnectTimeoutException
                || Backoff.isAbsent(failure)
                || TlsFailure.of(failure).isPresent();
    }
}
