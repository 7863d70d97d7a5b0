package dev.drydock.maven;

import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.push.PushItem;
import dev.drydock.startup.StartUp;

/**
 * An image that is to be pushed.
 *
 * @param log of its module
 * @param dryRun only look
 */
@StartUp
record WaitingPush(PushItem item, MavenBuildLog log, boolean dryRun, boolean traced) {}
