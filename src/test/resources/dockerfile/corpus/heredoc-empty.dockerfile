FROM scratch
COPY <<EOF /empty
EOF
RUN <<EOF

EOF
