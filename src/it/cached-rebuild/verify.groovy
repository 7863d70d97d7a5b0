// A build of the same again executes nothing, unless asked to.
dev.drydock.it.CachedRebuild.verify(basedir.toPath())
