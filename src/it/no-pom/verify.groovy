// A folder with a Dockerfile and nothing else is built and checked by the full names of the goals.
dev.drydock.it.NoPom.verify(basedir.toPath())
