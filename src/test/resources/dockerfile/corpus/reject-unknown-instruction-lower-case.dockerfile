FROM scratch
entripoint x
