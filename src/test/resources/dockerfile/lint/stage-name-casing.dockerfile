FROM scratch AS Build
FROM scratch AS build2
# check=skip=StageNameCasing
FROM scratch AS Third
