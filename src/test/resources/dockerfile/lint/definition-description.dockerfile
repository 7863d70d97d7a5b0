# check=experimental=InvalidDefinitionDescription
# bar is not foo
ARG foo=bar
# base is the base
FROM scratch AS base
# version is it
ARG version=latest
# nothing of this
ARG a=1 b=2
# b is enough
ARG a=1 b=2
# separated
#
ARG c=3
# unnamed stages are not described
FROM scratch
