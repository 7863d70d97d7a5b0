FROM scratch
RUN echo  a   "b  c" \$d $e
RUN ["exec", "form $HOME"]
RUN [ "white" ,	"space" ]   
RUN []
RUN
RUN ['single', 'quotes']
RUN ["missing bracket"
RUN ["trailing", "comma",]
RUN ["text"] after
RUN ["\u00e9\n\t\\", "\ud83d\ude00", "\ud83d lone", "bad \q escape"]
RUN ["\u00e9\n\t\\", "\ud83d\ude00", "\ud83d lone"]
