package dev.factum.machine.claim;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.Locale;
import java.util.Map;

/// Why messages are parked, roughly.
public enum ParkedClass {
    /// It cannot be read.
    DECODE,
    /// The handler failed.
    HANDLER,
    /// The handler ran for longer than it may.
    TIMEOUT,
    /// The handler wanted what its contract does not allow.
    CONTRACT,
    /// The database refused the facts.
    DATABASE,
    /// A rule of the application refused the facts.
    INVARIANT,
    /// It is older than the machine remembers.
    TOO_OLD,
    /// The process has died again and again while it was decided.
    KILLER,
    /// An earlier message of its key is parked.
    BEHIND;

    private static final String NAMESPACE = "factum.parked.class";
    private static final Map<ErrorCode, ParkedClass> BY_CODE =
            Map.ofEntries(
                    Map.entry(MachineErrorCode.UNDECODABLE, DECODE),
                    Map.entry(MachineErrorCode.HANDLER_FAILED, HANDLER),
                    Map.entry(MachineErrorCode.HANDLER_OVERDUE, TIMEOUT),
                    Map.entry(MachineErrorCode.CONTRACT, CONTRACT),
                    Map.entry(MachineErrorCode.ENTITY_ID_IN_MESSAGE, CONTRACT),
                    Map.entry(MachineErrorCode.TOO_MANY_EFFECTS, CONTRACT),
                    Map.entry(MachineErrorCode.KEY_PARKED, BEHIND),
                    Map.entry(MachineErrorCode.KILLER, KILLER),
                    Map.entry(MachineErrorCode.TOO_OLD, TOO_OLD),
                    Map.entry(DbErrorCode.INVARIANT, INVARIANT));

    static ParkedClass of(ErrorCode code) {
        return BY_CODE.getOrDefault(code, DATABASE);
    }

    /// The class as a fact has it.
    public Keyword ident() {
        return Keyword.of(NAMESPACE, name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// The class that a fact says.
    public static ParkedClass of(Keyword ident) {
        return valueOf(ident.name().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
