FROM scratch
ONBUILD RUN  echo  "a"   $B
onbuild Copy . /app
ONBUILD NOSUCH thing
ONBUILD COPY one
ONBUILD ENV =1
ONBUILD RUN <<EOF
body
EOF
ONBUILD COPY <<-A <<"B" /x/
	a
A
b
B
