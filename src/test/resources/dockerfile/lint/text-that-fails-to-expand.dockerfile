FROM scratch
ENV A=${B
ENV A='x
COPY $C "d /x/
