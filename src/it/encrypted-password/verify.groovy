// The password is decrypted by Maven and shown to the registry; if it cannot be, the build says so.
dev.drydock.it.EncryptedPassword.verify(basedir.toPath(), context)
