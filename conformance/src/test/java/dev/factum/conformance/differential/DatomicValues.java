package dev.factum.conformance.differential;

import clojure.lang.BigInt;
import clojure.lang.PersistentHashMap;
import clojure.lang.PersistentHashSet;
import clojure.lang.PersistentList;
import clojure.lang.PersistentVector;
import clojure.lang.Ratio;
import datomic.Util;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.Tagged;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigInteger;
import java.time.Instant;
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

    /// A form of ours as one of Datomic's.
    static @Nullable Object theirs(@Nullable Object form) {
        return switch (form) {
            case Keyword keyword -> clojure.lang.Keyword.intern(keyword.toString().substring(1));
            case Symbol symbol -> clojure.lang.Symbol.intern(symbol.toString());
            case Instant instant -> Date.from(instant);
            case Bytes bytes -> bytes.toArray();
            case BigInteger number -> BigInt.fromBigInteger(number);
            case EdnList list -> PersistentList.create(all(list));
            case List<?> list -> PersistentVector.create(all(list));
            case Set<?> set -> PersistentHashSet.create(all(set));
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> theirs = new LinkedHashMap<>();
                map.forEach((key, each) -> theirs.put(theirs(key), theirs(each)));
                yield PersistentHashMap.create(theirs);
            }
            case Tagged tagged -> Util.read(Edn.print(tagged));
            case null, default -> form;
        };
    }

    private static List<?> all(Collection<?> forms) {
        return new ArrayList<>(forms.stream().map(DatomicValues::theirs).toList());
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
