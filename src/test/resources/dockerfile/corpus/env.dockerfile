FROM scratch
ENV A=1
ENV A=1 B="two words" C=two\ words D='$A' E="" F=
ENV legacy   value  with   blanks and "quotes"
ENV tab	value
ENV A=b=c "quoted key"=x
ENV one=a\\ two=b
ENV open="never closed
ENV A=1 \
    # comment
    B=2
