FROM scratch
HEALTHCHECK NONE
HEALTHCHECK none
HEALTHCHECK --interval=5s NONE
HEALTHCHECK CMD curl  -f localhost
HEALTHCHECK cmd ["curl", "localhost"]
HEALTHCHECK --interval=1m30s --timeout=1.5h --start-period=0 --start-interval=500ms --retries=3 CMD x
HEALTHCHECK --interval=.5s --timeout=+1s --start-period=1us1s --retries=0 CMD x
HEALTHCHECK --interval= CMD x
