FROM scratch
COPY --checksum=x a b
