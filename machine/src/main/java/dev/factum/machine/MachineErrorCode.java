package dev.factum.machine;

import dev.factum.facts.error.Category;
import dev.factum.facts.error.ErrorCode;

/// The codes of the effect machine.
public enum MachineErrorCode implements ErrorCode {
    // messages
    INVALID_TOPIC("invalid-topic", Category.INCORRECT),
    INVALID_PAYLOAD("invalid-payload", Category.INCORRECT),
    INVALID_MESSAGE_TYPE("invalid-message-type", Category.INCORRECT),
    UNDECODABLE("undecodable", Category.INCORRECT),

    // effects
    MERGE_CONFLICT("merge-conflict", Category.INCORRECT),
    SPECULATIVE_ENTITY("speculative-entity", Category.INCORRECT),
    INVALID_SCHEDULE("invalid-schedule", Category.INCORRECT),
    INVALID_REQUEST("invalid-request", Category.INCORRECT),

    // handlers
    HANDLER_EXISTS("handler-exists", Category.INCORRECT),
    NO_HANDLER("no-handler", Category.NOT_FOUND),
    HANDLER_FAILED("handler-failed", Category.FAULT),
    HANDLER_OVERDUE("handler-overdue", Category.FAULT),
    CONTRACT("contract", Category.FAULT),
    ENTITY_ID_IN_MESSAGE("entity-id-in-message", Category.FAULT),
    TOO_MANY_EFFECTS("too-many-effects", Category.FAULT),

    // parking
    KEY_PARKED("key-parked", Category.CONFLICT),
    KILLER("killer", Category.FAULT),
    TOO_OLD("too-old", Category.INCORRECT),
    NOT_PARKED("not-parked", Category.NOT_FOUND),
    NOT_UNKNOWN("not-unknown", Category.CONFLICT),
    INVALID_OPERATOR("invalid-operator", Category.INCORRECT),

    // deciding
    DESTINATION_FAILING("destination-failing", Category.UNAVAILABLE),
    FENCED("fenced", Category.CONFLICT),

    // running
    INVALID_RETENTION("invalid-retention", Category.INCORRECT),
    CANNOT_SERVE("cannot-serve", Category.UNSUPPORTED),
    EFFECTS_FORGOTTEN("effects-forgotten", Category.NOT_FOUND),
    UNREADABLE_DECISION("unreadable-decision", Category.FAULT),
    BROKER_UNAVAILABLE("broker-unavailable", Category.UNAVAILABLE),
    RELAY_FAILED("relay-failed", Category.UNAVAILABLE),
    CLOSED("closed", Category.UNAVAILABLE);

    private final String code;
    private final Category category;

    MachineErrorCode(String name, Category category) {
        this.code = ":factum.machine/" + name;
        this.category = category;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }
}
