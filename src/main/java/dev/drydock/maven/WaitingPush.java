package dev.drydock.maven;

import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.push.JointPush;

/**
 * An image that is to be pushed.
 *
 * @param log of its module
 * @param dryRun only look
 */
record WaitingPush(JointPush.Item item, MavenBuildLog log, boolean dryRun) {}
