FROM scratch AS a
CMD run me
ENTRYPOINT ["run"]
FROM scratch AS b
ENTRYPOINT run me
FROM scratch AS c
SHELL ["/bin/bash", "-c"]
CMD run me
FROM c
ENTRYPOINT run me
HEALTHCHECK CMD this is fine
FROM scratch
# check=skip=JSONArgsRecommended
CMD on purpose
