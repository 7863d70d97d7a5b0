FROM scratch
RUN --mount=from=$IMAGE,target=/x true
