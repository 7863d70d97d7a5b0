FROM scratch
COPY <<one /a
$expanded "quotes" \$x
one
COPY <<'one' /a
$not
one
COPY a <<"two" b <<-three /dest/
t
two
	body of
		three too
	three
COPY <<"four" <<fi\ve x/
four
four
five
ADD <<six /a
six
COPY ["<<seven", "/x"]
COPY <<same <<-'same' /x/
first
same
second
same
