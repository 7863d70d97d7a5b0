ARG BASE=scratch TAG
FROM $BASE AS a
FROM --platform=$BUILDPLATFORM busybox AS b
FROM --platform=$BULIDPLATFORM busybox AS c
FROM busybox:${TGA:-1}${TAG} AS d
FROM ${NOPE:-busybox} AS e
