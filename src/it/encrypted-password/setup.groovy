// A registry that wants a password, which stands encrypted in servers.xml.
dev.drydock.it.EncryptedPassword.setup(basedir.toPath(), context)
