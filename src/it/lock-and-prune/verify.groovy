// lock pins what build then starts from although the tag has moved; prune empties the store, and the next build works.
dev.drydock.it.LockAndPrune.verify(basedir.toPath(), context)
