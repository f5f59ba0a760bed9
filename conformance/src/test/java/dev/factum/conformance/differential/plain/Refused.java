package dev.factum.conformance.differential.plain;

/// What is asked means nothing here. Which mistake it is does not matter: that it is one does.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String why) {
        super(why);
    }
}
