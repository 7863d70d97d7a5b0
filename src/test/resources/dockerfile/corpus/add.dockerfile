FROM scratch
ADD https://example.com/a.tar /x
ADD --checksum=sha256:$SUM --keep-git-dir --unpack=false --chown=1 --chmod=$M --link --exclude=x a b
ADD --keep-git-dir=false --unpack a b
