FROM scratch
&& make install
