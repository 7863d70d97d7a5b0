// What the command line says beats the POM in every shape, and the POM beats properties.
dev.drydock.it.CommandLineFirst.verify(basedir.toPath())
