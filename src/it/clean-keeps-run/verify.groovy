// After mvn clean no RUN is executed again.
dev.drydock.it.CleanKeepsRun.verify(basedir.toPath())
