package dev.drydock.plan;

import dev.drydock.image.ImageConfig;
import java.util.List;

/**
 * One stage: what it starts from, the steps on top of that, and the configuration it ends with.
 *
 * @param name as the user wrote it, or as Docker calls a stage without a name ({@code stage-0}); for the log
 * @param config after the last step. Its diff IDs and history are still those of the base image; solve adds what the steps
 *     make.
 */
public record StagePlan(String name, StageBase origin, List<Step> steps, ImageConfig config) {}
