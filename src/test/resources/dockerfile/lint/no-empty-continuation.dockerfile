FROM scratch
RUN a \

  # comment

  b
RUN c \
 d
LABEL x=y \
   
