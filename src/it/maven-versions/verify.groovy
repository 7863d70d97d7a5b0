// The same image with every Maven the plugin supports, the last on another JDK where there is one.
dev.drydock.it.MavenVersions.verify(basedir.toPath())
