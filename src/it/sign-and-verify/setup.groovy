// A registry, cosign's key, and a public key that signs nothing.
dev.drydock.it.SigningAndVerifying.setup(basedir.toPath(), context)
