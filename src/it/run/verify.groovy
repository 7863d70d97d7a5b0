// RUN is executed in the image's own root, and what it changed is the layer; control characters it prints are not in the log.
dev.drydock.it.RunSteps.verify(basedir.toPath())
