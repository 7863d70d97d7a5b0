package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Words;
import dev.drydock.dockerfile.text.Environment;
import dev.drydock.dockerfile.text.Variables;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of the whole file.
 *
 * @param given the user's build arguments
 * @param values what FROM lines see, and stages after {@code ARG NAME}: the platform's arguments and the ARGs before the
 *     first FROM that have a value
 * @param declared names of the ARGs before the first FROM, with or without value
 */
record GlobalArguments(Map<String, String> given, Environment values, Set<String> declared) {

    private static final List<String> PROXIES =
            List.of("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY");

    /** @param given build arguments that win over defaults; none to see what the defaults alone give */
    static GlobalArguments of(DockerfileRequest request, Map<String, String> given, Words words) {
        Environment values = Environment.EMPTY;
        for (Map.Entry<String, String> entry : predefined(request).entrySet()) {
            values = values.with(entry.getKey(), given.getOrDefault(entry.getKey(), entry.getValue()));
        }
        Set<String> declared = new LinkedHashSet<>();
        for (Instruction.Arg arg : request.dockerfile().globalArgs()) {
            for (Instruction.Arg.Declaration declaration : arg.declarations()) {
                declared.add(declaration.name());
                String value = value(arg, declaration, given, values, words);
                values = value == null ? values : values.with(declaration.name(), value);
            }
        }
        return new GlobalArguments(given, values, declared);
    }

    private static @Nullable String value(
            Instruction.Arg arg,
            Instruction.Arg.Declaration declaration,
            Map<String, String> given,
            Environment values,
            Words words) {
        String fromUser = given.get(declaration.name());
        if (fromUser != null) {
            return fromUser;
        }
        String byDefault = declaration.value();
        return byDefault == null
                ? null
                : words.expand(arg, byDefault, values::get).value();
    }

    /** Whether it is one of the proxy arguments, which RUN sees undeclared, in upper or lower case. */
    static boolean isProxy(String name) {
        return PROXIES.contains(name.toUpperCase(java.util.Locale.ROOT));
    }

    /** Arguments that a Dockerfile has without declaring anything. */
    static Map<String, String> predefined(DockerfileRequest request) {
        return PlatformArguments.of(request.platforms(), targetStage(request));
    }

    private static String targetStage(DockerfileRequest request) {
        if (!request.target().isEmpty()) {
            return request.target();
        }
        var stages = request.dockerfile().stages();
        String name = stages.get(stages.size() - 1).name();
        return name == null ? "" : name;
    }

    Variables variables() {
        return values::get;
    }

    /** The same with another value for a name that was given or declared; null takes it away. */
    GlobalArguments withReplaced(String name, @Nullable String value) {
        Map<String, String> otherGiven = new LinkedHashMap<>(given);
        if (given.containsKey(name)) {
            otherGiven.remove(name);
            if (value != null) {
                otherGiven.put(name, value);
            }
        }
        Environment otherValues =
                !values.has(name) ? values : value == null ? values.without(name) : values.with(name, value);
        return new GlobalArguments(otherGiven, otherValues, declared);
    }

    /**
     * The predefined proxy arguments as RUN sees them, in upper and in lower case, however the user spelled them. Empty ones
     * are left out.
     */
    Map<String, String> proxies() {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        new TreeMap<>(given).forEach(found::put);
        Map<String, String> out = new LinkedHashMap<>();
        for (String name : PROXIES) {
            String value = found.getOrDefault(name, "");
            if (!value.isEmpty()) {
                out.put(name, value);
                out.put(name.toLowerCase(java.util.Locale.ROOT), value);
            }
        }
        return out;
    }

    /** Put before the ids of cache mounts, so that builds can be kept apart; "" if nobody asks for it. */
    String cacheNamespace() {
        return given.getOrDefault("BUILDKIT_CACHE_MOUNT_NS", "");
    }
}
