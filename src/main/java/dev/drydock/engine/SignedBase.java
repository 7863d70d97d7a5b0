package dev.drydock.engine;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A rule that base images have to be signed.
 *
 * @param pattern of their registries and repositories, {@code docker.io/library/debian}; {@code *} stands for anything within a
 *     folder, {@code **} for folders, too
 * @param key file of the public key
 */
@StartUp
public record SignedBase(String pattern, Path key) {

    /** @param repository complete, without tag and digest */
    public boolean concerns(String repository) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (pattern.charAt(i) == '*') {
                expression.append("[^/]*");
            } else {
                expression.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return repository.matches(expression.toString());
    }
}
