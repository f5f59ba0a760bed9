package dev.factum.facts.schema;

import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of value an attribute can have, `:db.type/…`. Entity ids are those of Datomic.
@SuppressWarnings("ImmutableEnumChecker") // a keyword is a record of two strings
public enum ValueType {
    KEYWORD(20, Keyword.class),
    LONG(22, Long.class),
    STRING(23, String.class),
    BOOLEAN(24, Boolean.class),
    INSTANT(25, Instant.class),
    FN(26, Map.class),
    BYTES(27, Bytes.class),
    REF(21, Long.class),
    UUID(56, UUID.class),
    DOUBLE(57, Double.class),
    FLOAT(58, Float.class),
    URI(59, URI.class),
    BIGINT(60, BigInteger.class),
    BIGDEC(61, BigDecimal.class),
    SYMBOL(63, Symbol.class),
    TUPLE(65, List.class);

    private static final Map<Long, ValueType> BY_ID =
            Stream.of(values()).collect(Collectors.toMap(ValueType::id, Function.identity()));
    private static final Map<Keyword, ValueType> BY_IDENT =
            Stream.of(values()).collect(Collectors.toMap(ValueType::ident, Function.identity()));

    private final long id;
    private final Keyword ident;
    private final Class<?> javaType;

    ValueType(long id, Class<?> javaType) {
        this.id = id;
        this.ident = Keyword.of("db.type", name().toLowerCase(Locale.ROOT));
        this.javaType = javaType;
    }

    /// The id of the entity that stands for this type in every database.
    public long id() {
        return id;
    }

    public Keyword ident() {
        return ident;
    }

    /// The class of this type's values.
    public Class<?> javaType() {
        return javaType;
    }

    /// True if a tuple may hold this type in a slot.
    public boolean fitsTuple() {
        return switch (this) {
            case TUPLE, BYTES, FLOAT, FN -> false;
            case KEYWORD,
                    LONG,
                    STRING,
                    BOOLEAN,
                    INSTANT,
                    REF,
                    UUID,
                    DOUBLE,
                    URI,
                    BIGINT,
                    BIGDEC,
                    SYMBOL ->
                    true;
        };
    }

    public static Optional<ValueType> byId(long id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    public static Optional<ValueType> byIdent(Keyword ident) {
        return Optional.ofNullable(BY_IDENT.get(ident));
    }
}
