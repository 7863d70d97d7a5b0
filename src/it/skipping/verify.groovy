// What is skipped does nothing; a skipped build is not pushed.
dev.drydock.it.Skipping.verify(basedir.toPath())
