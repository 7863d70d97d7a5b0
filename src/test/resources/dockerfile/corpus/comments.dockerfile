# the first comment
FROM scratch
   # indented comments are comments
USER me # but this is part of the line
RUN echo one \
# not part of the command
    && echo two \
  # neither is this
    && echo three
#
# described
# X what X is for
ARG X
