# check=error=true;skip=StageNameCasing
FROM scratch AS A
MAINTAINER me
