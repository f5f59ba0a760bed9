package dev.factum.conformance.differential.plain;

import java.util.Optional;

/// What is asked means nothing here, and by which of Datomic's codes if only one fits.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String why) {
        this("", why);
    }

    /// @param code the name of the code, without `:db.error`
    Refused(String code, String why) {
        super(why);
        this.code = code;
    }

    /// The name of the code, if it is known.
    public Optional<String> code() {
        return Optional.of(code).filter(name -> !name.isEmpty());
    }
}
