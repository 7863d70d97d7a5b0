FROM scratch
RUN --mount=type=cache,target=/root/.m2 --mount=type=bind,from=build,source=/a,target=/b,ro mvn
RUN --mount=type=secret,id=x --network=none --security=insecure id
RUN --mount=from=$ true
RUN --mount="type=bind,target=/with blank" --network=host true
RUN --mount=type=bind,\"source=a,b\",target=/x true
RUN --device=vendor.com/gpu=0,required --device=name=other true
RUN -- --mount=x
RUN --network=default -- ["a"]
