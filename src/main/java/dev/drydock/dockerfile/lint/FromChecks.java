package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import dev.drydock.dockerfile.text.ImageName;
import dev.drydock.dockerfile.text.PlatformName;
import dev.drydock.dockerfile.text.Variables;
import dev.drydock.failure.Nearest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The checks of FROM, and the arguments FROM lines see. */
final class FromChecks {

    private static final String TARGET = "TARGETPLATFORM";

    private final LintWords words;
    private final LintSink sink;
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, String> buildArgs;
    private final Map<String, String> values;
    private final Map<String, String> defaults;

    FromChecks(Dockerfile file, LintInputs inputs, LintWords words, LintSink sink) {
        this.words = words;
        this.sink = sink;
        this.buildArgs = inputs.buildArgs();
        this.values = arguments(file, inputs, buildArgs);
        this.defaults = arguments(file, inputs, Map.of());
    }

    private Map<String, String> arguments(Dockerfile file, LintInputs inputs, Map<String, String> given) {
        var arguments = new LinkedHashMap<String, String>();
        inputs.platformArgs().forEach((name, value) -> arguments.put(name, buildArgs.getOrDefault(name, value)));
        declared.addAll(arguments.keySet());
        for (var arg : file.globalArgs()) {
            for (var declaration : arg.declarations()) {
                declared.add(declaration.name());
                String value = given.get(declaration.name());
                if (value == null && declaration.value() != null) {
                    value = words.expand(declaration.value(), Variables.of(arguments))
                            .value();
                }
                if (value != null) {
                    arguments.put(declaration.name(), value);
                }
            }
        }
        return arguments;
    }

    /** The values that {@code ARG NAME} without a default gives a stage: the user's, or the file's. */
    Map<String, String> values() {
        return values;
    }

    Map<String, String> buildArgs() {
        return buildArgs;
    }

    /** The image of a FROM as this build sees it. */
    String image(Instruction.From from) {
        return words.expand(from.image(), Variables.of(values)).value();
    }

    /** The platform of a FROM as this build sees it; "" if it asks for none. */
    String platform(Instruction.From from) {
        return from.platform() == null
                ? ""
                : words.expand(from.platform(), Variables.of(values)).value();
    }

    void check(Stage stage) {
        var from = stage.from();
        var image = words.expand(from.image(), Variables.of(values));
        checkDeclared(from, image.unset());
        boolean variable = !image.used().isEmpty() || !image.unset().isEmpty();
        String byDefault = words.expand(from.image(), Variables.of(defaults)).value();
        if (variable && !ImageName.isValid(byDefault)) {
            sink.warn(
                    LintRule.INVALID_DEFAULT_ARG_IN_FROM,
                    from,
                    "Without build arguments, " + from.image() + " is "
                            + (byDefault.isEmpty() ? "empty" : "\"" + byDefault + "\"") + ", which is not an image");
        }
        if (from.platform() != null) {
            checkPlatform(stage, from.platform());
        }
    }

    private void checkPlatform(Stage stage, String text) {
        var platform = words.expand(text, Variables.of(values));
        checkDeclared(stage.from(), platform.unset());
        if (platform.used().equals(Set.of(TARGET))
                && platform.unset().isEmpty()
                && platform.value().equals(values.get(TARGET))) {
            sink.warn(
                    LintRule.REDUNDANT_TARGET_PLATFORM,
                    stage.from(),
                    "--platform=" + text + " asks for what FROM does anyway");
        }
        var constant =
                platform.used().isEmpty() && platform.unset().isEmpty() ? PlatformName.parse(platform.value()) : null;
        String name = stage.name();
        if (constant != null && !constant.isToldBy(name == null ? "" : name)) {
            sink.warn(
                    LintRule.FROM_PLATFORM_FLAG_CONST_DISALLOWED,
                    stage.from(),
                    "--platform=" + text + " ties the stage to one platform");
        }
    }

    private void checkDeclared(Instruction.From from, Set<String> unset) {
        for (var name : unset) {
            if (!declared.contains(name)) {
                String meant = Nearest.near(name, declared);
                sink.warn(
                        LintRule.UNDEFINED_ARG_IN_FROM,
                        from,
                        "No ARG before the first FROM declares " + name
                                + (meant == null ? "" : " (did you mean " + meant + "?)"));
            }
        }
    }

    /** Compares the platform of a base image with the one wanted. */
    void checkBase(Instruction.From from, LintInputs.Base base) {
        String asked = platform(from);
        String text = asked.isEmpty() ? values.getOrDefault(TARGET, "") : asked;
        var wanted = PlatformName.parse(text);
        var found = PlatformName.parse(base.platform());
        if (wanted != null && found != null && !wanted.fits(found)) {
            sink.warn(
                    LintRule.INVALID_BASE_IMAGE_PLATFORM,
                    from,
                    image(from) + " is for " + base.platform() + ", not for " + text);
        }
    }
}
