// Modules of Java: a library has no image, an image-only module has one, and the application starts from it without a registry.
dev.drydock.it.JavaModules.verify(basedir.toPath())
