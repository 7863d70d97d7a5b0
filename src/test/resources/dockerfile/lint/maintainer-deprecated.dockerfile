FROM scratch
MAINTAINER me
# check=skip=MaintainerDeprecated
MAINTAINER me too
