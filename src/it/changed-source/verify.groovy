// A changed file executes its COPY and what follows, and nothing before.
dev.drydock.it.ChangedSource.verify(basedir.toPath())
