// lint and build print warnings with file, line and rule; they fail only on request.
dev.drydock.it.Lint.verify(basedir.toPath())
