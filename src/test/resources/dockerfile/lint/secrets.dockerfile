FROM scratch
ARG SECRET_PASSPHRASE
ENV SUPER_Secret=foo password=bar
ENV apikey=x sunflower=y keyboard=z monkey=m
ENV git_key= PUBLIC_KEY= token_file=
ARG public_token AUTH_MODULE_VERSION
ENV $NAMED=x my_$SUPER=y
# check=skip=SecretsUsedInArgOrEnv on purpose
ENV password=bar
# check=skip=all;experimental=all
ARG password
LABEL password=z
