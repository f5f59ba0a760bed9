package dev.factum.machine.message;

import dev.factum.facts.error.FactumError;
import dev.factum.machine.MachineErrorCode;
import java.util.regex.Pattern;

/// Where messages of one concern go and come from. The name is legal in every broker we know:
/// letters, digits, `.`, `_` and `-`, at most 249. Immutable.
public record Topic(String name) implements Comparable<Topic> {

    private static final String INTERNAL = "factum.internal.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    public Topic {
        if (!NAME.matcher(name).matches()) {
            throw FactumError.of(
                            MachineErrorCode.INVALID_TOPIC,
                            "A topic has at most 249 letters, digits, dots, dashes and underscores")
                    .with("given", name);
        }
    }

    public static Topic of(String name) {
        return new Topic(name);
    }

    /// A topic whose messages never leave the machine's process: for outcomes of requests and for
    /// timers that concern nobody else. The log answers for them, as for all others.
    public static Topic internal(String name) {
        return new Topic(INTERNAL + name);
    }

    /// True if its messages never leave the process.
    public boolean isInternal() {
        return name.startsWith(INTERNAL);
    }

    @Override
    public int compareTo(Topic other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
