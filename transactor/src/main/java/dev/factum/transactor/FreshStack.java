package dev.factum.transactor;

import dev.factum.facts.connection.TxResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// For requests that did not find room on a caller's stack, which may be deep or small: they are
/// judged once more on a thread that has nothing on its stack.
final class FreshStack {

    private FreshStack() {}

    /// What `judging` comes to: on this thread, or on a new one if the stack overflows on this one.
    static Judged.Reply judged(Supplier<Judged.Reply> judging) {
        Judged.Reply judged = judging.get();
        return hasOverflown(judged) ? onNewThread(judging) : judged;
    }

    private static boolean hasOverflown(Judged.Reply judged) {
        if (!(judged.answer() instanceof TxResult.Rejected(var error))) {
            return false;
        }
        Throwable cause = error;
        while (cause != null && !(cause instanceof StackOverflowError)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static Judged.Reply onNewThread(Supplier<Judged.Reply> judging) {
        var judged = new CompletableFuture<Judged.Reply>();
        Thread.ofPlatform()
                .daemon()
                .name("factum-apply-deep")
                .start(() -> judged.completeAsync(judging, Runnable::run));
        return judged.join();
    }
}
