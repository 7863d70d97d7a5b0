FROM scratch
CMD ["a"]
ENTRYPOINT ["a"]
HEALTHCHECK NONE
CMD ["b"]
CMD ["c"]
HEALTHCHECK CMD ["d"]
FROM scratch
CMD ["d"]
