FROM scratch
VOLUME /a /b	$C
VOLUME ["/with blank", " /trimmed "]
