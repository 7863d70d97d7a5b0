// RUN is executed in the image's own root, and what it changed is the layer.
dev.drydock.it.RunSteps.verify(basedir.toPath())
