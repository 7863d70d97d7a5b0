package dev.drydock.maven.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C as the JVM handles it: the process ends with status 130 after its shutdown hooks. The JLine of Maven 4 gives the signal
 * INT back to the system, which ends the process without them. By reflection, because compilers warn of {@code sun.misc}, which
 * is there all the same in every JDK of today.
 */
final class InterruptKey {

    private static final int STATUS = 128 + 2;

    private final Method handle;
    private final Object signal;
    private final Object system;

    private InterruptKey(Method handle, Object signal, Object system) {
        this.handle = handle;
        this.signal = signal;
        this.system = system;
    }

    /** @return null if the signal is handled by the JVM or by somebody else, or if nothing can be done */
    static @Nullable InterruptKey takeFromSystem() {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance("INT");
            Object system = handlers.getField("SIG_DFL").get(null);
            Method handle = signals.getMethod("handle", signals, handlers);
            Object exit = Proxy.newProxyInstance(
                    InterruptKey.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, given) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(STATUS);
                        }
                        return null;
                    });
            Object before = handle.invoke(null, signal, exit);
            if (before == system) {
                return new InterruptKey(handle, signal, system);
            }
            handle.invoke(null, signal, before);
            return null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Gives it back. */
    void release() {
        try {
            handle.invoke(null, signal, system);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a signal could be taken, but not given back", e);
        }
    }
}
