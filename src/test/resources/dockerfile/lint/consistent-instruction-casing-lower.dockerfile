from scratch
copy a /a
COPY b /b
Run c
