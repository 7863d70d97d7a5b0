package demo;

class Changed {

    static final String WORD = "never"; // changed
}
