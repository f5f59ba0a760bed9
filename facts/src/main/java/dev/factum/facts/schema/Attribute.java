package dev.factum.facts.schema;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A typed name for an attribute, and its declaration: schema as code.
///
/// ```java
/// static final Attribute<UUID> OFFER_ID = Attribute.uuid("offer/id").identity();
/// static final Attribute<Keyword> OFFER_STATUS = Attribute.keyword("offer/status").indexed();
/// ```
///
/// Immutable: every `with`-like method gives a new attribute. [#declaration()] is the transaction
/// data that installs it.
///
/// @param <T> the Java class of one value
public final class Attribute<T> {

    private final Keyword ident;
    private final Class<T> javaType;
    private final Map<Keyword, Object> declaration;

    private Attribute(Keyword ident, Class<T> javaType, Map<Keyword, Object> declaration) {
        this.ident = ident;
        this.javaType = javaType;
        this.declaration = declaration;
    }

    private static <T> Attribute<T> of(String ident, ValueType type, Class<T> javaType) {
        Keyword name = Keyword.of(ident);
        var declaration = new LinkedHashMap<Keyword, Object>();
        declaration.put(Keyword.of("db/ident"), name);
        declaration.put(Keyword.of("db/valueType"), type.ident());
        declaration.put(Keyword.of("db/cardinality"), Keyword.of("db.cardinality/one"));
        return new Attribute<>(name, javaType, declaration);
    }

    public static Attribute<String> string(String ident) {
        return of(ident, ValueType.STRING, String.class);
    }

    public static Attribute<Long> longNumber(String ident) {
        return of(ident, ValueType.LONG, Long.class);
    }

    public static Attribute<Double> doubleNumber(String ident) {
        return of(ident, ValueType.DOUBLE, Double.class);
    }

    public static Attribute<Float> floatNumber(String ident) {
        return of(ident, ValueType.FLOAT, Float.class);
    }

    public static Attribute<BigDecimal> decimal(String ident) {
        return of(ident, ValueType.BIGDEC, BigDecimal.class);
    }

    public static Attribute<BigInteger> bigInteger(String ident) {
        return of(ident, ValueType.BIGINT, BigInteger.class);
    }

    public static Attribute<Boolean> bool(String ident) {
        return of(ident, ValueType.BOOLEAN, Boolean.class);
    }

    public static Attribute<Instant> instant(String ident) {
        return of(ident, ValueType.INSTANT, Instant.class);
    }

    public static Attribute<UUID> uuid(String ident) {
        return of(ident, ValueType.UUID, UUID.class);
    }

    public static Attribute<URI> uri(String ident) {
        return of(ident, ValueType.URI, URI.class);
    }

    public static Attribute<Keyword> keyword(String ident) {
        return of(ident, ValueType.KEYWORD, Keyword.class);
    }

    public static Attribute<Symbol> symbol(String ident) {
        return of(ident, ValueType.SYMBOL, Symbol.class);
    }

    public static Attribute<Bytes> bytes(String ident) {
        return of(ident, ValueType.BYTES, Bytes.class);
    }

    /// An attribute whose values are entities.
    public static Attribute<Long> ref(String ident) {
        return of(ident, ValueType.REF, Long.class);
    }

    /// The same attribute with many values per entity.
    public Attribute<T> many() {
        return with("db/cardinality", Keyword.of("db.cardinality/many"));
    }

    /// The same attribute, whose value names its entity: a new entity with a known value is the
    /// known entity.
    public Attribute<T> identity() {
        return with("db/unique", Keyword.of("db.unique/identity"));
    }

    /// The same attribute, whose value only one entity can have.
    public Attribute<T> uniqueValue() {
        return with("db/unique", Keyword.of("db.unique/value"));
    }

    /// The same attribute, kept by value for lookups and ranges.
    public Attribute<T> indexed() {
        return with("db/index", true);
    }

    /// The same attribute, whose values are parts that are retracted with their whole.
    public Attribute<T> component() {
        return with("db/isComponent", true);
    }

    /// The same attribute with a sentence that says what it is.
    public Attribute<T> doc(String sentence) {
        return with("db/doc", sentence);
    }

    public Keyword ident() {
        return ident;
    }

    public Class<T> javaType() {
        return javaType;
    }

    /// The lookup ref of the entity that has this value.
    public List<Object> is(T value) {
        return List.of(ident, value);
    }

    /// The map form that installs this attribute.
    public Map<Keyword, Object> declaration() {
        return Map.copyOf(declaration);
    }

    private Attribute<T> with(String property, Object value) {
        var extended = new LinkedHashMap<>(declaration);
        extended.put(Keyword.of(property), value);
        return new Attribute<>(ident, javaType, extended);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attribute<?> attribute && declaration.equals(attribute.declaration);
    }

    @Override
    public int hashCode() {
        return declaration.hashCode();
    }

    @Override
    public String toString() {
        return ident.toString();
    }
}
