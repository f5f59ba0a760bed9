package dev.factum.conformance.differential;

import clojure.lang.BigInt;
import clojure.lang.Ratio;
import datomic.Util;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values of Datomic as ours, and forms of ours as Datomic's.
final class DatomicValues {

    private DatomicValues() {}

    /// A form as Datomic reads it.
    static Object theirs(@Nullable Object form) {
        return Util.read(Edn.print(form));
    }

    /// A value that Datomic gave, as we would give it. Sets become lists here.
    static @Nullable Object ours(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case clojure.lang.Keyword keyword -> Keyword.of(keyword.toString());
            case clojure.lang.Symbol symbol -> Symbol.of(symbol.toString());
            case Date date -> date.toInstant();
            case byte[] bytes -> Bytes.of(bytes);
            case BigInt number -> number.toBigInteger();
            case Integer number -> number.longValue();
            case Ratio ratio -> new Tagged(Symbol.of("ratio"), ratio.toString());
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> ours = new LinkedHashMap<>();
                map.forEach((key, each) -> ours.put(ours(key), ours(each)));
                yield ours;
            }
            case Collection<?> several -> {
                List<@Nullable Object> ours = new ArrayList<>();
                several.forEach(each -> ours.add(ours(each)));
                yield several instanceof Set
                        ? new LinkedHashSet<>(ours)
                        : Collections.unmodifiableList(ours);
            }
            default -> value;
        };
    }
}
