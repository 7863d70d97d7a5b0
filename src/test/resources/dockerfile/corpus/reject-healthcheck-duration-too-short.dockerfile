FROM scratch
HEALTHCHECK --timeout=999us CMD x
