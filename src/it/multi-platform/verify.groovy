// Two platforms make an index, pushed as one; an index as the base gives each platform its own image.
dev.drydock.it.MultiPlatform.verify(basedir.toPath(), context)
