package dev.factum.transactor;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.storage.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A storage that dies at one of its writes, before it is done or after, as a process may that is
/// killed there.
final class DyingStorage implements InvocationHandler {

    private static final Set<String> WRITES =
            Set.of("append", "rewrite", "compareAndSetRoot", "putBlob", "putBlobs", "deleteBlobs");

    private final Storage inner;
    private final boolean after;
    private final AtomicInteger left;
    private volatile boolean isDead;

    /// @param writes how many writes are done before the one at which it dies
    DyingStorage(Storage inner, int writes, boolean after) {
        this.inner = inner;
        this.after = after;
        this.left = new AtomicInteger(writes);
    }

    Storage storage() {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, this);
    }

    boolean isDead() {
        return isDead;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        boolean isLast = WRITES.contains(method.getName()) && left.getAndDecrement() == 0;
        boolean isClosing = method.getName().equals("close");
        if (!isClosing && (isDead || (isLast && !after))) {
            throw died();
        }
        try {
            Object answer = method.invoke(inner, arguments);
            if (isLast) {
                throw died();
            }
            return answer;
        } catch (InvocationTargetException refused) {
            throw refused.getTargetException();
        }
    }

    private FactumError died() {
        isDead = true;
        return FactumError.of(DbErrorCode.STORAGE_UNAVAILABLE, "The process is dead");
    }
}
