# A file that keeps all rules.
ARG TAG=1
FROM busybox:${TAG} AS base
ARG NAME=x
ENV A=1 PATH=$PATH:/opt
WORKDIR /app
WORKDIR sub
COPY $A ${NAME} ./
EXPOSE 80/tcp 53/udp
CMD ["a"]
ENTRYPOINT ["b"]
HEALTHCHECK NONE

FROM base
WORKDIR still-below-an-absolute-one
USER $NAME
CMD ["c"]
