FROM scratch
COPY a b /dest/
COPY ["with blank", "/dest dir/"]
COPY --from=build --chown=1:$GROUP --chmod=755 --link --parents=false --exclude=*.md --exclude=!a.md a* /x
COPY --link=TRUE --parents a b
COPY --chown= a b
COPY --"chown"='a b':c a b
COPY a\ b "c /d
