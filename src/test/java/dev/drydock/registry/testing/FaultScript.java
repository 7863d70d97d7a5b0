package dev.drydock.registry.testing;

/** Which fault a request meets. Asked from several threads. */
@FunctionalInterface
public interface FaultScript {

    /** The fault; null for none. */
    Fault faultFor(Request request);

    /** The request with this number meets it, no other. */
    static FaultScript at(int number, Fault fault) {
        return request -> request.number() == number ? fault : null;
    }

    /** All from this number on meet it. */
    static FaultScript from(int number, Fault fault) {
        return request -> request.number() >= number ? fault : null;
    }
}
