// The documents about an image, in both of their places, and the report.
dev.drydock.it.Documents.verify(basedir.toPath())
