// A Dockerfile without RUN becomes a layout any tool reads, with image.json and image.digest beside it.
dev.drydock.it.CopyOnly.verify(basedir.toPath())
