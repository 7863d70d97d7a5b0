# bar is not foo
ARG foo=bar
FROM scratch
