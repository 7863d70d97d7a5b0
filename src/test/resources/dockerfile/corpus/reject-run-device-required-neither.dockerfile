FROM scratch
RUN --device=a,required=maybe true
