package dev.drydock.dockerfile.lint;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The build checks, under BuildKit's names. Each has a page, {@code lint/<slug>.html} on Drydock's site, that says why and shows a
 * bad and a good example.
 */
public enum LintRule {
    STAGE_NAME_CASING("StageNameCasing", "names of stages are in lower case"),
    FROM_AS_CASING("FromAsCasing", "FROM and AS are in the same case"),
    NO_EMPTY_CONTINUATION("NoEmptyContinuation", "no blank line stands within a continued instruction"),
    CONSISTENT_INSTRUCTION_CASING("ConsistentInstructionCasing", "all instructions of a file are in the same case"),
    DUPLICATE_STAGE_NAME("DuplicateStageName", "no two stages have one name"),
    RESERVED_STAGE_NAME("ReservedStageName", "no stage is called scratch or context"),
    JSON_ARGS_RECOMMENDED(
            "JSONArgsRecommended", "CMD and ENTRYPOINT are JSON arrays, so that signals reach the program"),
    MAINTAINER_DEPRECATED("MaintainerDeprecated", "a label names the author, not MAINTAINER"),
    UNDEFINED_ARG_IN_FROM("UndefinedArgInFrom", "FROM uses only arguments declared before it"),
    WORKDIR_RELATIVE_PATH("WorkdirRelativePath", "the first WORKDIR of a build is absolute"),
    UNDEFINED_VAR("UndefinedVar", "variables are defined before they are used"),
    MULTIPLE_INSTRUCTIONS_DISALLOWED(
            "MultipleInstructionsDisallowed", "a stage has one CMD, one ENTRYPOINT and one HEALTHCHECK at most"),
    LEGACY_KEY_VALUE_FORMAT("LegacyKeyValueFormat", "ENV and LABEL are written name=value"),
    INVALID_BASE_IMAGE_PLATFORM("InvalidBaseImagePlatform", "the base image is for the platform that is built"),
    REDUNDANT_TARGET_PLATFORM(
            "RedundantTargetPlatform", "FROM does not ask for the target platform, which is the default"),
    SECRETS_USED_IN_ARG_OR_ENV("SecretsUsedInArgOrEnv", "ARG and ENV hold no secrets, for the image shows them"),
    INVALID_DEFAULT_ARG_IN_FROM("InvalidDefaultArgInFrom", "the defaults of arguments make valid image names"),
    FROM_PLATFORM_FLAG_CONST_DISALLOWED("FromPlatformFlagConstDisallowed", "FROM --platform is not a constant"),
    COPY_IGNORED_FILE("CopyIgnoredFile", "nothing is copied that .dockerignore keeps out"),
    EXPOSE_PROTO_CASING("ExposeProtoCasing", "protocols of EXPOSE are in lower case"),
    EXPOSE_INVALID_FORMAT("ExposeInvalidFormat", "EXPOSE names ports of the container only"),
    /** Only on request: {@code # check=experimental=InvalidDefinitionDescription}. */
    INVALID_DEFINITION_DESCRIPTION(
            "InvalidDefinitionDescription", "the comment above ARG or a named FROM begins with the name it describes");

    private final String id;
    private final String description;

    LintRule(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The name BuildKit and {@code # check=skip=…} know it by. */
    public String id() {
        return id;
    }

    /** The rule's demand, in one clause without a full stop. */
    public String description() {
        return description;
    }

    /** Name of the rule's page, such as {@code stage-name-casing}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is checked only on request. */
    public boolean isExperimental() {
        return this == INVALID_DEFINITION_DESCRIPTION;
    }

    /** The rule of that {@link #id}; null if there is none. */
    public static @Nullable LintRule byId(String id) {
        for (var rule : values()) {
            if (rule.id.equals(id)) {
                return rule;
            }
        }
        return null;
    }
}
