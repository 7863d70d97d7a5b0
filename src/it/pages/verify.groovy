// The projects of getting-started, multi-module and dockerfile, as a reader makes them.
dev.drydock.it.PageProjects.verify(basedir.toPath())
