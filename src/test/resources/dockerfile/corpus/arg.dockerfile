FROM scratch
ARG A
ARG A=
ARG A=1 B C="two words" D=a\ b E='x'y"z"
# A what it is
# B another
ARG A B=2
ARG --ignored=flag X=1
