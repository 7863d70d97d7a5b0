// The image has the files Maven has resolved, whatever it had to choose from.
dev.drydock.it.ClassPath.verify(basedir.toPath())
