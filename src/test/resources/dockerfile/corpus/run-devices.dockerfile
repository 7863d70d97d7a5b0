FROM scratch
RUN --device=vendor.com/gpu true
RUN --device=vendor.com/gpu=* true
RUN --device=vendor.com/gpu=0,required true
RUN --device=vendor.com/gpu=0,required=true --device=vendor.com/gpu=1,required=false true
RUN --device=vendor.com/gpu=0,REQUIRED=T,required=F true
RUN --device=required,vendor.com/gpu=0 true
RUN --device=name=vendor.com/gpu=0,required true
RUN --device=NAME=vendor.com/gpu=0 true
RUN --device=name true
RUN --device=other=gpu true
RUN --device=\"vendor.com/gpu=a,b\",required true
RUN --device=required true
RUN --device=name=,required=0 true
