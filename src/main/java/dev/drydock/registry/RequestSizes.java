package dev.drydock.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How large a request a registry, or a proxy before it, takes: found out by the first that is refused, for all that follow.
 *
 * @param smallest bytes of the smallest piece worth trying
 * @param known bytes by the name of the registry
 */
record RequestSizes(long smallest, Map<String, Long> known) {

    private static final long LARGEST = 64 << 20;
    private static final int STEP = 4;

    RequestSizes(long smallest) {
        this(smallest, new ConcurrentHashMap<>());
    }

    /** Bytes known to be as many as the registry takes, or fewer; 0 if nothing is known. */
    long of(Repository repository) {
        return known.getOrDefault(repository.registry(), 0L);
    }

    /**
     * The size to try when one was too large.
     *
     * @param least bytes the registry wants in a request
     * @return 0 if there is none
     */
    long smallerThan(Repository repository, long tooLarge, long least) {
        long size = LARGEST;
        while (size >= tooLarge && size >= smallest) {
            size /= STEP;
        }
        if (size < smallest || size < least) {
            return 0;
        }
        known.merge(repository.registry(), size, Math::min);
        return size;
    }
}
