// Declared in a parent, the plugin builds the modules that have a Dockerfile and leaves the others alone.
dev.drydock.it.ParentModules.verify(basedir.toPath())
