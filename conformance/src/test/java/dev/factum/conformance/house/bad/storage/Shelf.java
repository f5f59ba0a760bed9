package dev.factum.conformance.house.bad.storage;

/// Prints, which storage may not.
public final class Shelf {

    public void fall() {
        System.out.println("crash");
        System.err.println("crash");
    }

    public void explain(RuntimeException problem) {
        problem.printStackTrace();
    }
}
