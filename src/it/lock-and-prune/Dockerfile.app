ARG REGISTRY
FROM $REGISTRY/team/base:1
COPY Dockerfile.app /
