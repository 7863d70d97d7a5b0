FROM scratch
RUN a \
b
RUN a \  	
  b\
c
RUN a\\
RUN b\\\
RUN c \ d
RUN \
  lonely
\
RUN starts-on-the-second-line
