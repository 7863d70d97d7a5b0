// The Dockerfile begins with a root that has programs to run.
dev.drydock.it.HostRoot.setup(basedir.toPath())
