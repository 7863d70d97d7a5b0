# escape=`
FROM scratch
RUN dir `
  C:\
COPY a `
  C:\dir\
RUN a\
RUN b``
