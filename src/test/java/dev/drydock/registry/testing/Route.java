package dev.drydock.registry.testing;

import java.io.IOException;
import java.util.regex.Matcher;

/** Answers the requests of one kind of address. */
interface Route {

    /** @param path matched against the route's pattern; group 1 is the repository */
    Response answer(Request request, Matcher path) throws IOException;

    static Response notAllowed() {
        return Response.error(405, "UNSUPPORTED", "the operation is unsupported");
    }
}
