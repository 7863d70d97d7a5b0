package dev.drydock.dockerfile.lint;

/**
 * The build checks, under BuildKit's names. Each has a page, {@code lint/<name>.html} with a name such as {@code
 * stage-name-casing} on Drydock's site, that says why and shows a bad and a good example.
 */
public enum LintRule {
    STAGE_NAME_CASING("StageNameCasing"),
    FROM_AS_CASING("FromAsCasing"),
    NO_EMPTY_CONTINUATION("NoEmptyContinuation"),
    CONSISTENT_INSTRUCTION_CASING("ConsistentInstructionCasing"),
    DUPLICATE_STAGE_NAME("DuplicateStageName"),
    RESERVED_STAGE_NAME("ReservedStageName"),
    JSON_ARGS_RECOMMENDED("JSONArgsRecommended"),
    MAINTAINER_DEPRECATED("MaintainerDeprecated"),
    UNDEFINED_ARG_IN_FROM("UndefinedArgInFrom"),
    WORKDIR_RELATIVE_PATH("WorkdirRelativePath"),
    UNDEFINED_VAR("UndefinedVar"),
    MULTIPLE_INSTRUCTIONS_DISALLOWED("MultipleInstructionsDisallowed"),
    LEGACY_KEY_VALUE_FORMAT("LegacyKeyValueFormat"),
    INVALID_BASE_IMAGE_PLATFORM("InvalidBaseImagePlatform"),
    REDUNDANT_TARGET_PLATFORM("RedundantTargetPlatform"),
    SECRETS_USED_IN_ARG_OR_ENV("SecretsUsedInArgOrEnv"),
    INVALID_DEFAULT_ARG_IN_FROM("InvalidDefaultArgInFrom"),
    FROM_PLATFORM_FLAG_CONST_DISALLOWED("FromPlatformFlagConstDisallowed"),
    COPY_IGNORED_FILE("CopyIgnoredFile"),
    EXPOSE_PROTO_CASING("ExposeProtoCasing"),
    EXPOSE_INVALID_FORMAT("ExposeInvalidFormat"),
    /** Only on request: {@code # check=experimental=InvalidDefinitionDescription}. */
    INVALID_DEFINITION_DESCRIPTION("InvalidDefinitionDescription");

    private final String id;

    LintRule(String id) {
        this.id = id;
    }

    /** The name BuildKit and {@code # check=skip=…} know it by. */
    public String id() {
        return id;
    }

    /** Whether it is checked only on request. */
    public boolean isExperimental() {
        return this == INVALID_DEFINITION_DESCRIPTION;
    }
}
