package dev.factum.facts.schema;

import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.value.Keyword;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The entities that every database begins with, written by transaction 0: partitions, value types,
/// the attributes that describe attributes, and the built-in transaction functions. Ids follow
/// Datomic's where it has them.
public final class Builtin {

    public static final long ADD = 1;
    public static final long RETRACT = 2;
    public static final long IDENT = 10;
    public static final long INSTALL_PARTITION = 11;
    public static final long INSTALL_VALUE_TYPE = 12;
    public static final long INSTALL_ATTRIBUTE = 13;
    public static final long INSTALL_FUNCTION = 14;
    public static final long EXCISE = 15;
    public static final long EXCISE_ATTRS = 16;
    public static final long EXCISE_BEFORE_T = 17;
    public static final long EXCISE_BEFORE = 18;
    public static final long ALTER_ATTRIBUTE = 19;
    public static final long CARDINALITY_ONE = 35;
    public static final long CARDINALITY_MANY = 36;
    public static final long UNIQUE_VALUE = 37;
    public static final long UNIQUE_IDENTITY = 38;
    public static final long FN = 39;
    public static final long VALUE_TYPE = 40;
    public static final long CARDINALITY = 41;
    public static final long UNIQUE = 42;
    public static final long IS_COMPONENT = 43;
    public static final long INDEX = 44;
    public static final long NO_HISTORY = 45;
    public static final long LANG = 46;
    public static final long CODE = 47;
    public static final long PARAMS = 48;
    public static final long TX_INSTANT = 50;
    public static final long FULLTEXT = 51;
    public static final long CAS = 52;
    public static final long RETRACT_ENTITY = 53;
    public static final long DOC = 62;
    public static final long TUPLE_TYPE = 66;
    public static final long TUPLE_TYPES = 67;
    public static final long TUPLE_ATTRS = 68;
    public static final long ATTR_PREDS = 69;
    public static final long ENSURE = 70;
    public static final long ENTITY_ATTRS = 71;
    public static final long ENTITY_PREDS = 72;
    public static final long CAS_SHORT = 92;
    public static final long RETRACT_ENTITY_SHORT = 93;
    public static final long CLAIM = 80;

    /// Attributes of a later database get ids from here on.
    public static final long FIRST_FREE = 100;

    private static final long TRANSACTION = EntityId.ofTransaction(0);
    private static final List<Datom> DATOMS = datomsOfTransactionZero();

    private Builtin() {}

    /// The datoms of transaction 0.
    public static List<Datom> datoms() {
        return DATOMS;
    }

    /// True if `attribute` describes attributes or names entities, so that a fact about it can
    /// change the schema.
    public static boolean isSchemaAttribute(long attribute) {
        return attribute == IDENT
                || (attribute >= VALUE_TYPE && attribute <= NO_HISTORY)
                || attribute == FULLTEXT
                || (attribute >= TUPLE_TYPE && attribute <= ATTR_PREDS);
    }

    /// True if whatever has a fact of `attribute` is an attribute, or is to become one.
    public static boolean makesAttribute(long attribute) {
        return attribute != IDENT && isSchemaAttribute(attribute);
    }

    /// True if `attribute` says what is to be excised.
    public static boolean isExcisionAttribute(long attribute) {
        return attribute >= EXCISE && attribute <= EXCISE_BEFORE;
    }

    /// The attributes of [#isSchemaAttribute].
    public static List<Long> schemaAttributes() {
        return LongStream.range(0, FIRST_FREE).filter(Builtin::isSchemaAttribute).boxed().toList();
    }

    private static List<Datom> datomsOfTransactionZero() {
        var datoms = new ArrayList<Datom>();
        names(datoms);
        for (ValueType type : ValueType.values()) {
            fact(datoms, type.id(), IDENT, type.ident());
            fact(datoms, EntityId.DB_PARTITION, INSTALL_VALUE_TYPE, type.id());
        }
        var keyword = ValueType.KEYWORD;
        attribute(datoms, IDENT, "db/ident", keyword, CARDINALITY_ONE, UNIQUE_IDENTITY);
        attribute(
                datoms,
                INSTALL_PARTITION,
                "db.install/partition",
                ValueType.REF,
                CARDINALITY_MANY,
                0);
        attribute(
                datoms,
                INSTALL_VALUE_TYPE,
                "db.install/valueType",
                ValueType.REF,
                CARDINALITY_MANY,
                0);
        attribute(
                datoms,
                INSTALL_ATTRIBUTE,
                "db.install/attribute",
                ValueType.REF,
                CARDINALITY_MANY,
                0);
        attribute(
                datoms,
                INSTALL_FUNCTION,
                "db.install/function",
                ValueType.REF,
                CARDINALITY_MANY,
                0);
        attribute(
                datoms, ALTER_ATTRIBUTE, "db.alter/attribute", ValueType.REF, CARDINALITY_MANY, 0);
        attribute(datoms, EXCISE, "db/excise", ValueType.REF, CARDINALITY_ONE, 0);
        attribute(datoms, EXCISE_ATTRS, "db.excise/attrs", ValueType.REF, CARDINALITY_MANY, 0);
        attribute(datoms, EXCISE_BEFORE_T, "db.excise/beforeT", ValueType.LONG, CARDINALITY_ONE, 0);
        attribute(datoms, EXCISE_BEFORE, "db.excise/before", ValueType.INSTANT, CARDINALITY_ONE, 0);
        attribute(datoms, FN, "db/fn", ValueType.FN, CARDINALITY_ONE, 0);
        attribute(datoms, VALUE_TYPE, "db/valueType", ValueType.REF, CARDINALITY_ONE, 0);
        attribute(datoms, CARDINALITY, "db/cardinality", ValueType.REF, CARDINALITY_ONE, 0);
        attribute(datoms, UNIQUE, "db/unique", ValueType.REF, CARDINALITY_ONE, 0);
        attribute(datoms, IS_COMPONENT, "db/isComponent", ValueType.BOOLEAN, CARDINALITY_ONE, 0);
        attribute(datoms, INDEX, "db/index", ValueType.BOOLEAN, CARDINALITY_ONE, 0);
        attribute(datoms, NO_HISTORY, "db/noHistory", ValueType.BOOLEAN, CARDINALITY_ONE, 0);
        attribute(datoms, LANG, "db/lang", ValueType.REF, CARDINALITY_ONE, 0);
        attribute(datoms, CODE, "db/code", ValueType.STRING, CARDINALITY_ONE, 0);
        attribute(datoms, PARAMS, "db/params", ValueType.STRING, CARDINALITY_ONE, 0);
        attribute(datoms, TX_INSTANT, "db/txInstant", ValueType.INSTANT, CARDINALITY_ONE, 0);
        fact(datoms, TX_INSTANT, INDEX, true);
        attribute(datoms, FULLTEXT, "db/fulltext", ValueType.BOOLEAN, CARDINALITY_ONE, 0);
        attribute(datoms, DOC, "db/doc", ValueType.STRING, CARDINALITY_ONE, 0);
        fact(datoms, DOC, FULLTEXT, true);
        attribute(datoms, TUPLE_TYPE, "db/tupleType", keyword, CARDINALITY_ONE, 0);
        tuple(datoms, TUPLE_TYPES, "db/tupleTypes", ValueType.KEYWORD);
        tuple(datoms, TUPLE_ATTRS, "db/tupleAttrs", ValueType.KEYWORD);
        attribute(datoms, ATTR_PREDS, "db.attr/preds", ValueType.SYMBOL, CARDINALITY_MANY, 0);
        attribute(datoms, ENSURE, "db/ensure", ValueType.REF, CARDINALITY_MANY, 0);
        attribute(datoms, ENTITY_ATTRS, "db.entity/attrs", keyword, CARDINALITY_MANY, 0);
        attribute(datoms, ENTITY_PREDS, "db.entity/preds", ValueType.SYMBOL, CARDINALITY_MANY, 0);
        attribute(datoms, CLAIM, "factum/claim", ValueType.STRING, CARDINALITY_ONE, UNIQUE_VALUE);
        fact(datoms, TRANSACTION, TX_INSTANT, Instant.EPOCH);
        return List.copyOf(datoms);
    }

    private static void names(List<Datom> datoms) {
        name(datoms, EntityId.DB_PARTITION, "db.part/db");
        name(datoms, EntityId.TX_PARTITION, "db.part/tx");
        name(datoms, EntityId.USER_PARTITION, "db.part/user");
        fact(datoms, EntityId.DB_PARTITION, INSTALL_PARTITION, EntityId.DB_PARTITION);
        fact(datoms, EntityId.DB_PARTITION, INSTALL_PARTITION, EntityId.TX_PARTITION);
        fact(datoms, EntityId.DB_PARTITION, INSTALL_PARTITION, EntityId.USER_PARTITION);
        name(datoms, ADD, "db/add");
        name(datoms, RETRACT, "db/retract");
        name(datoms, CARDINALITY_ONE, "db.cardinality/one");
        name(datoms, CARDINALITY_MANY, "db.cardinality/many");
        name(datoms, UNIQUE_VALUE, "db.unique/value");
        name(datoms, UNIQUE_IDENTITY, "db.unique/identity");
        name(datoms, CAS, "db.fn/cas");
        name(datoms, RETRACT_ENTITY, "db.fn/retractEntity");
        name(datoms, 90, "db.lang/java");
        name(datoms, 91, "db.lang/clojure");
        name(datoms, CAS_SHORT, "db/cas");
        name(datoms, RETRACT_ENTITY_SHORT, "db/retractEntity");
    }

    private static void tuple(List<Datom> datoms, long id, String ident, ValueType element) {
        attribute(datoms, id, ident, ValueType.TUPLE, CARDINALITY_ONE, 0);
        fact(datoms, id, TUPLE_TYPE, element.ident());
    }

    private static void attribute(
            List<Datom> datoms,
            long id,
            String ident,
            ValueType type,
            long cardinality,
            long unique) {
        name(datoms, id, ident);
        fact(datoms, id, VALUE_TYPE, type.id());
        fact(datoms, id, CARDINALITY, cardinality);
        if (unique != 0) {
            fact(datoms, id, UNIQUE, unique);
        }
        fact(datoms, EntityId.DB_PARTITION, INSTALL_ATTRIBUTE, id);
    }

    private static void name(List<Datom> datoms, long id, String ident) {
        fact(datoms, id, IDENT, Keyword.of(ident));
    }

    private static void fact(List<Datom> datoms, long entity, long attribute, Object value) {
        datoms.add(new Datom(entity, attribute, value, TRANSACTION, true));
    }
}
