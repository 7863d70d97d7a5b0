// A build that failed at a step starts there when it is mended.
dev.drydock.it.FailedThenMended.verify(basedir.toPath())
