// Integration tests use the application while it is recorded; the image then has what they have used in a last layer.
dev.drydock.it.RecordedStart.verify(basedir.toPath())
