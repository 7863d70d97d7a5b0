FROM scratch
# check=skip=MaintainerDeprecated
# another comment
MAINTAINER one
# Check = skip=LegacyKeyValueFormat,MaintainerDeprecated because
MAINTAINER two
# check=nonsense
MAINTAINER three
# check=skip=all

MAINTAINER four
# check=skip=all
#
MAINTAINER five
MAINTAINER six
