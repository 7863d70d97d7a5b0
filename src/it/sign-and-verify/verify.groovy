// A signature that the packaged plugin makes is verified there, as a base too, and against no other key.
dev.drydock.it.SigningAndVerifying.verify(basedir.toPath(), context)
