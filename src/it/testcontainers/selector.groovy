// Only with an engine that starts containers.
dev.drydock.it.WithTestcontainers.isPossible()
