ARG TAG=1
ARG A B=2 C='three four'
FROM image:$TAG
FROM --platform=$BUILDPLATFORM image@sha256:x AS build
FROM --platform= scratch
FROM -- scratch
FROM build as Final.Stage_1-x
