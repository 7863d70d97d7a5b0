package dev.drydock.registry.testing;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /v2/<name>/tags/list}, in pages. */
final class TagRoute implements Route {

    static final Pattern PATH = Pattern.compile("/v2/(.+)/tags/list");

    private final Storage storage;
    private final Quirks quirks;

    TagRoute(Storage storage, Quirks quirks) {
        this.storage = storage;
        this.quirks = quirks;
    }

    @Override
    public Response answer(Request request, Matcher path) throws IOException {
        List<String> tags = storage.tags(path.group(1));
        if (tags.isEmpty()) {
            return Response.error(404, "NAME_UNKNOWN", "repository name not known to registry");
        }
        String last = request.query().getOrDefault("last", "");
        List<String> page = tags.stream()
                .filter(tag -> tag.compareTo(last) > 0)
                .limit(quirks.tagsPerPage)
                .toList();
        Response answer = Response.of(200)
                .with("Content-Type", "application/json")
                .body("{\"name\":\"" + path.group(1) + "\",\"tags\":["
                        + page.stream().map(tag -> "\"" + tag + "\"").collect(Collectors.joining(",")) + "]}");
        boolean more = !page.isEmpty() && !page.get(page.size() - 1).equals(tags.get(tags.size() - 1));
        return more
                ? answer.with(
                        "Link",
                        "</v2/" + path.group(1) + "/tags/list?n=" + quirks.tagsPerPage + "&last="
                                + page.get(page.size() - 1) + ">; rel=\"next\"")
                : answer;
    }
}
