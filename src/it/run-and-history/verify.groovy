// run executes the image as it says itself or with other arguments; history lists its layers.
dev.drydock.it.RunAndHistory.verify(basedir.toPath())
