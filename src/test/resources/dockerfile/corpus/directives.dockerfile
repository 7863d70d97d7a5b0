# syntax = docker/dockerfile:1 # whatever
#Escape=`
# CHECK = skip=all;error=true
FROM scratch
