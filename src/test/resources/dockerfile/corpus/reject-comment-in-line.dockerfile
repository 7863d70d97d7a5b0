FROM scratch
ENV A=1 # not a comment
