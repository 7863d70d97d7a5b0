// A registry in the JVM of the outer build.
dev.drydock.it.Pushing.setup(basedir.toPath(), context)
