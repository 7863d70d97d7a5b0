FROM scratch as a
from scratch AS b
from scratch as c
FROM scratch AS d
From scratch aS e
