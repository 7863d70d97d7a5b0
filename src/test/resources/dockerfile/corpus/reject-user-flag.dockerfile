FROM scratch
USER --x
