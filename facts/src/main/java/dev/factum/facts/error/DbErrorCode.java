package dev.factum.facts.error;

/// The codes of the fact database. Names that Datomic has are Datomic's.
public enum DbErrorCode implements ErrorCode {
    // reading EDN
    EDN_SYNTAX("edn/syntax", Category.INCORRECT),
    EDN_LIMIT("edn/limit", Category.INCORRECT),
    EDN_UNPRINTABLE("edn/unprintable", Category.INCORRECT),

    // resolving names
    NOT_AN_ENTITY("db.error/not-an-entity", Category.INCORRECT),
    NOT_AN_ATTRIBUTE("db.error/not-an-attribute", Category.INCORRECT),
    INVALID_ENTITY_ID("db.error/invalid-entity-id", Category.INCORRECT),
    INVALID_LOOKUP_REF("db.error/invalid-lookup-ref", Category.INCORRECT),
    LOOKUP_REF_ATTR_NOT_UNIQUE("db.error/lookup-ref-attr-not-unique", Category.INCORRECT),
    NOT_A_KEYWORD("db.error/not-a-keyword", Category.INCORRECT),

    // shape of transaction data
    NOT_TRANSACTION_DATA("db.error/not-transaction-data", Category.INCORRECT),
    INVALID_TX_DATA("db.error/invalid-tx-data", Category.INCORRECT),
    NOT_A_DATA_FUNCTION("db.error/not-a-data-function", Category.INCORRECT),
    NIL_VALUE("db.error/nil-value", Category.INCORRECT),
    MAP_KEY_COLLISION("db.error/map-key-collision", Category.INCORRECT),
    INVALID_NESTED_ENTITY("db.error/invalid-nested-entity", Category.INCORRECT),
    TEMPID_NOT_AN_ENTITY("db.error/tempid-not-an-entity", Category.INCORRECT),
    WRONG_TYPE_FOR_ATTRIBUTE("db.error/wrong-type-for-attribute", Category.INCORRECT),
    INVALID_TUPLE_VALUE("db.error/invalid-tuple-value", Category.INCORRECT),
    INVALID_CAS("db.error/invalid-cas", Category.INCORRECT),
    INVALID_CAS_MANY("db.error/invalid-cas-many", Category.INCORRECT),
    PAST_TX_INSTANT("db.error/past-tx-instant", Category.INCORRECT),
    FUTURE_TX_INSTANT("db.error/future-tx-instant", Category.INCORRECT),
    RESET_TX_INSTANT("db.error/reset-tx-instant", Category.INCORRECT),
    IMPLICIT_PART_OUT_OF_RANGE("db.error/implicit-part-out-of-range", Category.INCORRECT),
    CYCLE_IN_AFFINITY("db.error/cycle-in-affinity", Category.INCORRECT),

    // conflicts and checks
    DATOMS_CONFLICT("db.error/datoms-conflict", Category.INCORRECT),
    UNIQUE_CONFLICT("db.error/unique-conflict", Category.CONFLICT),
    CAS_FAILED("db.error/cas-failed", Category.CONFLICT),
    ATTR_PRED("db.error/attr-pred", Category.INCORRECT),
    ENTITY_PRED("db.error/entity-pred", Category.INCORRECT),
    ENTITY_ATTR("db.error/entity-attr", Category.INCORRECT),
    INVARIANT("db.error/invariant", Category.CONFLICT),
    TX_FN_FAILED("db.error/tx-fn-failed", Category.INCORRECT),
    TX_FN_BUDGET("db.error/tx-fn-budget", Category.BUSY),
    CODE_NOT_ALLOWED("db.error/code-not-allowed", Category.FORBIDDEN),
    CODE_DOES_NOT_COMPILE("db.error/code-does-not-compile", Category.INCORRECT),
    CANCELLED_INCORRECT("db.error/cancelled", Category.INCORRECT),
    CANCELLED_CONFLICT("db.error/cancelled", Category.CONFLICT),

    // schema
    INVALID_INSTALL_ATTRIBUTE("db.error/invalid-install-attribute", Category.INCORRECT),
    INVALID_ALTER_ATTRIBUTE("db.error/invalid-alter-attribute", Category.INCORRECT),
    ATTRIBUTE_IDENT_MISSING("db.error/attribute-ident-missing", Category.INCORRECT),
    NOT_A_VALUE_TYPE("db.error/not-a-value-type", Category.INCORRECT),
    NOT_A_CARDINALITY("db.error/not-a-cardinality", Category.INCORRECT),
    NOT_IN_SYSTEM_PARTITION("db.error/not-in-system-partition", Category.INCORRECT),
    DATOM_CANNOT_BE_ALTERED("db.error/datom-cannot-be-altered", Category.INCORRECT),

    // excision
    INVALID_EXCISION("db.error/invalid-excision", Category.INCORRECT),

    // query, pull and index access
    INVALID_QUERY("db.error/invalid-query", Category.INCORRECT),
    INSUFFICIENT_BINDING("db.error/insufficient-binding", Category.INCORRECT),
    UNBOUND_QUERY_VARIABLES("db.error/unbound-query-variables", Category.INCORRECT),
    NOT_A_BINDING_FORM("db.error/not-a-binding-form", Category.INCORRECT),
    TOO_FEW_INPUTS("db.error/too-few-inputs", Category.INCORRECT),
    TOO_MANY_INPUTS("db.error/too-many-inputs", Category.INCORRECT),
    INVALID_DATA_SOURCE("db.error/invalid-data-source", Category.INCORRECT),
    INVALID_AGGREGATE("db.error/invalid-aggregate", Category.INCORRECT),
    UNKNOWN_RULE("db.error/unknown-rule", Category.INCORRECT),
    NOT_ALLOWED_FN("db.error/not-allowed-fn", Category.FORBIDDEN),
    QUERY_FN_FAILED("db.error/query-fn-failed", Category.INCORRECT),
    QUERY_BUDGET("db.error/query-budget", Category.INTERRUPTED),
    QUERY_MEMORY("db.error/query-memory", Category.INTERRUPTED),
    QUERY_TIMEOUT("db.error/query-timeout", Category.INTERRUPTED),
    QUERY_CANCELLED("db.error/query-cancelled", Category.INTERRUPTED),
    INVALID_CURSOR("db.error/invalid-cursor", Category.INCORRECT),
    WRONG_COLUMN_KIND("db.error/wrong-column-kind", Category.INCORRECT),
    INVALID_PULL("db.error/invalid-pull", Category.INCORRECT),
    NIL_INPUT("db.error/nil-input", Category.INCORRECT),
    INVALID_ATTR_SPEC("db.error/invalid-attr-spec", Category.INCORRECT),
    INVALID_RECUR_LIMIT("db.error/invalid-recur-limit", Category.INCORRECT),
    PULL_DUPLICATE_ATTRIBUTE("pull/duplicate-attribute", Category.INCORRECT),
    ATTRIBUTE_NOT_INDEXED("db.error/attribute-not-indexed", Category.INCORRECT),
    NOT_ON_HISTORY("db.error/not-on-history", Category.UNSUPPORTED),
    INVALID_TIME_POINT("db.error/invalid-time-point", Category.INCORRECT),
    RECORD_MISMATCH("db.error/record-mismatch", Category.INCORRECT),

    // system
    UNSUPPORTED("db.error/unsupported", Category.UNSUPPORTED),
    DB_NOT_FOUND("db.error/db-not-found", Category.NOT_FOUND),
    INVALID_DB_URI("db.error/invalid-db-uri", Category.INCORRECT),
    CONNECTION_RELEASED("db.error/connection-released", Category.CONFLICT),
    TRANSACTION_TIMEOUT("db.error/transaction-timeout", Category.UNAVAILABLE),
    TRANSACTOR_BUSY("db.error/transactor-busy", Category.BUSY),
    TRANSACTOR_UNAVAILABLE("db.error/transactor-unavailable", Category.UNAVAILABLE),
    WRITER_STOPPED("db.error/writer-stopped", Category.UNAVAILABLE),
    STORAGE_UNAVAILABLE("db.error/storage-unavailable", Category.UNAVAILABLE),
    STORAGE_CORRUPT("db.error/storage-corrupt", Category.FAULT),
    STORAGE_FORMAT("db.error/storage-format", Category.UNSUPPORTED),
    LIMIT_EXCEEDED("db.error/limit-exceeded", Category.INCORRECT);

    private final String code;
    private final Category category;

    DbErrorCode(String code, Category category) {
        this.code = ":" + code;
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
