FROM scratch
HEALTHCHECK curl x
