FROM scratch
RUN --device=a,mode=rw true
