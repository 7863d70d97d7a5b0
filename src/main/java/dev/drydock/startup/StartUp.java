package dev.drydock.startup;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that an ordinary build loads even when nothing has changed. It has no lambdas, method references or streams, and a
 * record that is compared on the way has {@code equals} and {@code hashCode} of its own: whatever the JVM puts together at run
 * time costs the first caller a millisecond or more. A test holds marked classes to it; the decision "start-up" has the figures.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface StartUp {}
