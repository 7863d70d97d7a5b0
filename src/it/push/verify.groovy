// deploy sends the image and its tags once, and nothing the second time; push alone builds nothing.
dev.drydock.it.Pushing.verify(basedir.toPath(), context)
