// Four modules at once: no warning from Maven, and lines that say which module they are of.
dev.drydock.it.Parallel.verify(basedir.toPath())
