arg x=1
FROM scratch
copy a /a
COPY b /b
Run c
