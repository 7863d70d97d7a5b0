// An extension of Jib, as it is published, among the dependencies of the packaged plugin.
dev.drydock.it.ExtensionOfJib.verify(basedir.toPath())
