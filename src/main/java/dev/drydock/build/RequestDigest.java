package dev.drydock.build;

import dev.drydock.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Digest of all a request says, as far as it decides what the image will be and where it goes. */
final class RequestDigest {

    private RequestDigest() {}

    static Digest of(BuildRequest request) {
        List<String> parts = new ArrayList<>();
        parts.add(version());
        if (request.source() instanceof ImageSource.Dockerfile source) {
            parts.add(source.context().toAbsolutePath().toString());
            parts.add(source.file().toAbsolutePath().toString());
            parts.add(source.target());
            parts.add(new TreeMap<>(source.args()).toString());
            parts.add(new TreeMap<>(source.contexts()).toString());
        } else {
            parts.add(request.source().toString());
        }
        parts.add(request.names().toString());
        parts.add(request.platforms().toString());
        parts.add(request.workspace().toString());
        parts.add(request.options().toString());
        // Where a secret comes from decides whether there is one; what it says decides nothing.
        parts.add(new TreeMap<>(request.secrets()).toString());
        StringBuilder all = new StringBuilder();
        parts.forEach(part -> all.append(part.length()).append(':').append(part));
        return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Of the engine: another one may build otherwise. */
    private static String version() {
        String version = RequestDigest.class.getPackage().getImplementationVersion();
        return String.valueOf(version);
    }
}
