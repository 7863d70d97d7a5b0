package dev.drydock.registry;

import dev.drydock.http.HttpAnswer;
import dev.drydock.http.HttpCall;
import dev.drydock.http.address.Origin;
import dev.drydock.image.Json;
import dev.drydock.registry.fault.BadAnswer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lists that come in pages: the tags endpoint, and how to find a next page at all. */
final class TagList {

    static final int PAGE_LIMIT = 8 << 20;
    static final int MOST_PAGES = 10_000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel\\s*=\\s*\"?next\"?");

    private final RegistryCalls calls;

    TagList(RegistryCalls calls) {
        this.calls = calls;
    }

    List<String> all(Repository repository) throws IOException, InterruptedException {
        List<String> tags = new ArrayList<>();
        URI page = repository.tags("?n=1000");
        for (int pages = 0; page != null; pages++) {
            if (pages == MOST_PAGES) {
                throw new BadAnswer(repository + ": the list of tags has no end");
            }
            HttpCall call = HttpCall.get(page).keeping(PAGE_LIMIT);
            Optional<RegistryCalls.Document> list = calls.document(repository.toPull(), call, 404);
            if (list.isEmpty()) {
                return List.of();
            }
            tags.addAll(Json.strings(list.get().content(), "tags"));
            page = next(calls, repository, list.get().answer());
        }
        return tags;
    }

    /**
     * The page a {@code Link} header names, on the registry itself or where it had sent us for this page; null if this was
     * the last.
     */
    static @Nullable URI next(RegistryCalls calls, Repository repository, HttpAnswer answer) throws BadAnswer {
        for (String link : answer.headers().allValues("Link")) {
            Matcher matcher = NEXT.matcher(link);
            if (matcher.find()) {
                URI next = calls.destinations().follow(repository.origin(), answer.uri(), matcher.group(1));
                Origin host = Origin.of(next);
                if (!host.equals(repository.origin()) && !host.equals(Origin.of(answer.uri()))) {
                    throw new BadAnswer(repository + ": the next page is said to be on " + host);
                }
                return next.equals(answer.uri()) ? null : next;
            }
        }
        return null;
    }
}
