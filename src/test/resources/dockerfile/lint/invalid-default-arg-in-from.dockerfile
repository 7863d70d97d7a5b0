ARG A
ARG OK=busybox
ARG BAD=BusyBox
FROM $A AS a
FROM $OK AS b
FROM $BAD AS c
FROM busybox:${A} AS d
FROM busybox${A} AS e
FROM ${A:-busybox} AS f
FROM b-$TARGETARCH AS g
