package dev.factum.transactor;

/// Waits to the end, whoever interrupts, and keeps the interruption for afterwards.
final class Uninterrupted {

    /// Something that waits and gives.
    @FunctionalInterface
    interface Wait<T> {
        T call() throws InterruptedException;
    }

    /// Something that waits.
    @FunctionalInterface
    interface PlainWait {
        void run() throws InterruptedException;
    }

    private Uninterrupted() {}

    static <T> T call(Wait<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.call();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void run(PlainWait wait) {
        call(() -> {
            wait.run();
            return Boolean.TRUE;
        });
    }
}
