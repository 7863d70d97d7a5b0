// A test with Testcontainers starts the image that was loaded into the engine just before.
dev.drydock.it.WithTestcontainers.verify(basedir.toPath())
