// start waits until the image is ready and stop ends it by its own signal; one that ends before is a failure.
dev.drydock.it.StartAndStop.verify(basedir.toPath())
