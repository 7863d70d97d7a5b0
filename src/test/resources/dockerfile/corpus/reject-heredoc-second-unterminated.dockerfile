FROM scratch
RUN cat <<A <<B
B
A
