// A folder with a Dockerfile and nothing else is built by the goal's full name.
dev.drydock.it.NoPom.verify(basedir.toPath())
