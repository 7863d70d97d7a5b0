// Writes the files that the pages of the documentation show.
dev.drydock.it.PageProjects.setup(basedir.toPath())
