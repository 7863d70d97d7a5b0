   FROM scratch
	 RUN x
  	
	# c
 CMD y
