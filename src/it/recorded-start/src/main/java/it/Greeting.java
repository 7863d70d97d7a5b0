package it;

/** Needed by whoever connects, and by no start. */
final class Greeting {

    private Greeting() {}

    static String text() {
        return "hello";
    }
}
