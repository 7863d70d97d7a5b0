package dev.drydock.registry;

import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.address.Origin;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A registry that has answered.
 *
 * @param address scheme, host and port it was reached at
 * @param clockAhead how much the registry's clock is ahead of this machine's, to the second; empty if the registry gives no time
 */
public record RegistryVisit(String address, Optional<Duration> clockAhead) {

    static RegistryVisit of(Repository repository, RegistryCalls calls) throws IOException, InterruptedException {
        Origin origin = repository.origin();
        HttpCall call = HttpCall.get(URI.create(origin + "/v2/"));
        Instant before = Instant.now();
        HttpAnswer answer = calls.until(repository.toPull(), call, calls.brief(), 200, 404);
        return new RegistryVisit(
                origin.toString(), answer.header("Date").flatMap(date -> ahead(date, before, Instant.now())));
    }

    /** The time is that of some moment between the question and the answer, cut to the second. */
    private static Optional<Duration> ahead(String date, Instant before, Instant after) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            if (theirs.isAfter(after)) {
                return Optional.of(
                        Duration.ofSeconds(Duration.between(after, theirs).toSeconds()));
            }
            Instant latest = theirs.plusSeconds(1);
            return Optional.of(
                    latest.isBefore(before)
                            ? Duration.ofSeconds(
                                    -Duration.between(latest, before).toSeconds())
                            : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
