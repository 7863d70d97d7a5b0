FROM scratch
RUN <<EOF
echo one
  # not a comment
RUN not an instruction \
EOF
RUN <<EOF cat > /x
$a
EOF
RUN cat <<A > /a && cat <<"B" 3<<-'C' > /b
a
A
b
B
		c
	C
RUN << EOF
blank before the word
EOF
RUN ["<<EOF", "no document"]
RUN echo $((1<<2)) <<<word "<<EOF" \<<EOF '<<EOF'
RUN it's not closed <<EOF
CMD <<EOF
