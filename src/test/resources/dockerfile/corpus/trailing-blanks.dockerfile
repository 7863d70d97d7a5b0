FROM scratch   
ENV A b   
USER me 	 
ONBUILD RUN x  
