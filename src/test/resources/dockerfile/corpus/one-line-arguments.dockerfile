FROM scratch
WORKDIR /a b/$C
USER me and you
STOPSIGNAL SIG$X
MAINTAINER Some Body <some@body>  # not a comment
