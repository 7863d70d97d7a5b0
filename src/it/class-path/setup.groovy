// A repository of small jars.
dev.drydock.it.ClassPath.setup(basedir.toPath())
