// A war on the image of a servlet container: unpacked into layers, as one file, from its folder; and the goal on its own, offline.
dev.drydock.it.Wars.verify(basedir.toPath())
