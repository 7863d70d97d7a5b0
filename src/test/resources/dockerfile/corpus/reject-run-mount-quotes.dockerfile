FROM scratch
RUN --mount=type=bind,a\"b true
