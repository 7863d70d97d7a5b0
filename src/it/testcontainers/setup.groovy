// The image consists of one program.
dev.drydock.it.WithTestcontainers.setup(basedir.toPath())
