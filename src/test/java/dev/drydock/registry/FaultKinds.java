package dev.drydock.registry;

import dev.drydock.registry.testing.BrokenAnswer;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RawServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The faults a request can meet, by name.
 *
 * @param survivable those an operation must survive when only one of its requests meets them
 */
record FaultKinds(Map<String, Fault> survivable, Map<String, Fault> other) {

    /** Longer than this without a byte is too long. */
    static final long IDLE_MILLIS = 1000;

    /** For the kinds of log-in that are not gone through completely. */
    static final Set<String> SHORT = Set.of(
            "503",
            "closed at once",
            "request cut",
            "answer lost",
            "body cut",
            "401",
            "401 Basic",
            "403",
            "other host 307",
            "redirect 307");

    /** Faults that do not go away. */
    static final Set<String> LASTING = Set.of(
            "500",
            "closed at once",
            "request cut",
            "answer lost",
            "body cut",
            "too long",
            "uploads lost",
            "tokens expired",
            "401",
            "403",
            "404",
            "429 an hour",
            "body corrupted",
            "portal",
            "other host 307",
            "other host for GET",
            "redirect 307");

    static FaultKinds of(RawServer stranger) {
        Map<String, Fault> mild = new LinkedHashMap<>();
        mild.put("408", Fault.status(408));
        mild.put("429", Fault.status(429));
        mild.put("429 Retry-After", Fault.status(429, "Retry-After: 1"));
        mild.put("429 Retry-After date", Fault.status(429, "Retry-After: Fri, 01 Jan 2021 00:00:00 GMT"));
        for (int status : new int[] {500, 502, 503, 504}) {
            mild.put(String.valueOf(status), Fault.status(status));
        }
        mild.put("503 Retry-After", Fault.status(503, "Retry-After: 0"));
        mild.put("early 503", Fault.earlyStatus(503));
        mild.put("done but 500", Fault.doneBut(500));
        mild.put("done but 504", Fault.doneBut(504));
        mild.put("closed at once", Fault.closeAtOnce());
        mild.put("reset at once", Fault.resetAtOnce());
        mild.put("request cut", Fault.cutRequest());
        mild.put("answer lost", Fault.loseAnswer());
        mild.put("hangs", Fault.hang(2 * IDLE_MILLIS));
        mild.put("head cut", BrokenAnswer.cutHead());
        mild.put("body cut", BrokenAnswer.cutBody());
        mild.put("chunks cut", BrokenAnswer.chunkedCut());
        mild.put("stalls", BrokenAnswer.stall(2 * IDLE_MILLIS));
        mild.put("drips", BrokenAnswer.drip(10, 2));
        mild.put("HTTP/1.0", BrokenAnswer.http10());
        mild.put("HTTP/1.0 cut", BrokenAnswer.http10Cut());
        mild.put("garbage", BrokenAnswer.garbage());
        mild.put("request corrupted", Fault.corruptRequest());
        mild.put("digest wrong", BrokenAnswer.wrongDigest());
        mild.put("too short", BrokenAnswer.shortBody());
        mild.put("too long", BrokenAnswer.longBody());
        mild.put("overrun", BrokenAnswer.overrun());
        mild.put("endless error", BrokenAnswer.endlessError());
        mild.put("uploads lost", Fault.uploadsLost());
        mild.put("tokens expired", Fault.tokensExpired());
        mild.put("other host 307", Fault.toAnnex(307));
        mild.put("other host 308", Fault.toAnnex(308));
        mild.put("other host for GET", Fault.toAnnexForGet());
        Map<String, Fault> harsh = new LinkedHashMap<>();
        harsh.put("400", Fault.status(400));
        harsh.put("401", Fault.status(401));
        harsh.put("401 Basic", Fault.status(401, "WWW-Authenticate: Basic realm=\"x\""));
        harsh.put("401 odd", Fault.status(401, "WWW-Authenticate: Negotiate, Bearer, ,=\"\\"));
        harsh.put(
                "401 Bearer",
                Fault.status(401, "WWW-Authenticate: Bearer realm=\"http://stranger.invalid/token\",service=\"x\""));
        harsh.put("403", Fault.status(403));
        harsh.put("404", Fault.status(404));
        harsh.put("405", Fault.status(405));
        harsh.put("413", Fault.status(413));
        harsh.put("416", Fault.status(416));
        harsh.put("early 401", Fault.earlyStatus(401));
        harsh.put("429 an hour", Fault.status(429, "Retry-After: 3600"));
        harsh.put("501", Fault.status(501));
        harsh.put("body corrupted", BrokenAnswer.corruptBody());
        harsh.put("portal", BrokenAnswer.portal());
        for (int status : new int[] {301, 302, 307, 308}) {
            harsh.put("redirect " + status, Fault.redirect(status, stranger.url()));
        }
        harsh.put("redirect nowhere", Fault.redirect(307, "http://127.0.0.1:1"));
        harsh.put("redirect plain", Fault.redirect(307, "http://stranger.invalid"));
        harsh.put("redirect odd", Fault.redirect(307, "gopher://x/ [}"));
        harsh.put("location elsewhere", Fault.strangeLocation(stranger.url()));
        harsh.put("location odd", Fault.strangeLocation("ftp://x:99999:/"));
        return new FaultKinds(mild, harsh);
    }
}
