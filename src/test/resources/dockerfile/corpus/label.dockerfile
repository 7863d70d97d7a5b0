FROM scratch
LABEL a=b "c d"="e f" multi="line one \
line two"
LABEL legacy the  rest
LABEL com.example.json={\"a\":1}
