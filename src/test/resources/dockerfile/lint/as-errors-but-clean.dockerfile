# check=error=true
FROM scratch
