FROM scratch
COPY [["a", {"b": [null, true, -1.5e3]}], "b"]
