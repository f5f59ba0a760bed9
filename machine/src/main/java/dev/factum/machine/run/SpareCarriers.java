package dev.factum.machine.run;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/// Carriers for virtual threads beyond one for each processor: what computes without an end keeps
/// its carrier, and all others would have none in the end. There is one scheduler in a process, so
/// all runners share this. Safe to share between threads.
final class SpareCarriers {

    private static final int MOST = 64;
    private static final VirtualThreadSchedulerMXBean SCHEDULER =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private static final Object LOCK = new Object();
    private static int lent;

    private SpareCarriers() {}

    /// One more, unless there are very many.
    static void lend() {
        synchronized (LOCK) {
            if (lent++ < MOST) {
                SCHEDULER.setParallelism(SCHEDULER.getParallelism() + 1);
            }
        }
    }

    /// One less.
    static void giveBack() {
        synchronized (LOCK) {
            if (--lent < MOST) {
                SCHEDULER.setParallelism(SCHEDULER.getParallelism() - 1);
            }
        }
    }

    /// How many are lent.
    static int lent() {
        synchronized (LOCK) {
            return lent;
        }
    }
}
