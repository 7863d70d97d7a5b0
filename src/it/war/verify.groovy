// A war on the image of a servlet container: unpacked into layers and as one file; and the goal on its own, offline.
dev.drydock.it.Wars.verify(basedir.toPath())
