FROM scratch
CMD run   me
CMD ["run", "me"]
CMD
CMD []
ENTRYPOINT [ "a" ]
ENTRYPOINT exec a
ENTRYPOINT
ENTRYPOINT []
