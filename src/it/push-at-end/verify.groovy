// Nothing is pushed while a module fails, and everything by the last module that pushes.
dev.drydock.it.PushingAtEnd.verify(basedir.toPath(), context)
