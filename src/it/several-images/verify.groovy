// Several images of one module, each overridden on the command line; what is wrong with one is said with its cure.
dev.drydock.it.SeveralImagesOfOne.verify(basedir.toPath())
