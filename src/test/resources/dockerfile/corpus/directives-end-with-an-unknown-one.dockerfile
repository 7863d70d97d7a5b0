# flavour=vanilla
# escape=`
FROM scratch
RUN a \
b
