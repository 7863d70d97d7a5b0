FROM scratch
USER me