// An element that does not exist is refused, and the nearest one that does is named.
dev.drydock.it.UnknownElement.verify(basedir.toPath())
