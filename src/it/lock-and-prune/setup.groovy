// A registry whose certificate is from an authority of its own, and a store that nobody else uses.
dev.drydock.it.LockAndPrune.setup(basedir.toPath(), context)
