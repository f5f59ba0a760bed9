/// The kinds of value a datom can hold, and one total order per kind.
///
/// Values are plain, immutable Java objects, so that data moves in and out without wrapping:
///
/// | value type | Java class |
/// |---|---|
/// | `:db.type/string` | `String` |
/// | `:db.type/long`, `:db.type/ref` | `Long` |
/// | `:db.type/double`, `:db.type/float` | `Double`, `Float` |
/// | `:db.type/bigdec`, `:db.type/bigint` | `BigDecimal`, `BigInteger` |
/// | `:db.type/boolean` | `Boolean` |
/// | `:db.type/instant` | `java.time.Instant` |
/// | `:db.type/uuid`, `:db.type/uri` | `UUID`, `URI` |
/// | `:db.type/keyword`, `:db.type/symbol` | [dev.factum.facts.value.Keyword], [dev.factum.facts.value.Symbol] |
/// | `:db.type/bytes` | [dev.factum.facts.value.Bytes] |
/// | `:db.type/tuple` | `List`, whose elements may be null |
@NullMarked
package dev.factum.facts.value;

import org.jspecify.annotations.NullMarked;
