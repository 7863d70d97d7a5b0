FROM scratch
ENV a b
LABEL a b
ENV a=b
env a  b c
