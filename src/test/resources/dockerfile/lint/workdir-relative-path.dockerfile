FROM scratch AS a
WORKDIR app
WORKDIR again
FROM scratch AS b
WORKDIR /app
WORKDIR sub
FROM b
WORKDIR sub
FROM scratch
ENV ROOT=/r
WORKDIR $ROOT/x
FROM scratch
WORKDIR ~/app
