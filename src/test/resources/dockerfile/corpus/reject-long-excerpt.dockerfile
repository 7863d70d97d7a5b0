FROM scratch
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
RUN a \
b
FOO \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
x \
y
