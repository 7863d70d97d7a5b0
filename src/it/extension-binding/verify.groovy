// With extensions, declaring the plugin binds build to package, and to no phase before.
dev.drydock.it.ExtensionBinding.verify(basedir.toPath())
