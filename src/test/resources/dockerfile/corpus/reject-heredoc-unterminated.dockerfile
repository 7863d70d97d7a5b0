FROM scratch
RUN <<EOF
EOF 
 EOF
