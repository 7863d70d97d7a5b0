FROM scratch
copy a /a
