/// Reads and prints EDN, the text form of every value, query and transaction.
///
/// [dev.factum.facts.edn.Edn] is the way in. Text becomes plain Java objects:
///
/// | EDN | Java |
/// |---|---|
/// | `nil`, `true` | null, `Boolean` |
/// | `"text"`, `\c` | `String`, `Character` |
/// | `42`, `42N` | `Long` (`BigInteger` beyond 64 bits), `BigInteger` |
/// | `1.5`, `##NaN`, `1.50M` | `Double`, `Double`, `BigDecimal` with its scale |
/// | `:a/b`, `a/b` | [dev.factum.facts.value.Keyword], [dev.factum.facts.value.Symbol] |
/// | `[1 2]`, `(1 2)` | `List`, [dev.factum.facts.edn.EdnList]; equal if their elements are |
/// | `{:a 1}`, `#{1 2}` | `Map`, `Set`, both in the order of the text |
/// | `#inst "2026-01-02"` | `java.time.Instant`, to the nanosecond |
/// | `#uuid "..."`, `#uri "..."` | `java.util.UUID`, `java.net.URI` |
/// | `#bytes "00ff"`, `#float "1.5"` | [dev.factum.facts.value.Bytes], `Float` |
/// | any other `#tag form` | [dev.factum.facts.edn.Tagged] |
///
/// All collections are immutable and may hold null. Text may come from anyone: nothing in it is
/// run, every size has a limit in [dev.factum.facts.edn.EdnLimits], and time and memory are linear
/// in the text within these limits.
@NullMarked
package dev.factum.facts.edn;

import org.jspecify.annotations.NullMarked;
