package dev.factum.machine.claim;

import dev.factum.facts.database.ReadRange;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Read sets as EDN text: a list of ranges, each a vector of its kind and its parts.
final class ReadsForm {

    private static final Keyword ENTITY = Keyword.of("entity");
    private static final Keyword ENTITY_ATTRIBUTE = Keyword.of("entity-attribute");
    private static final Keyword ATTRIBUTE = Keyword.of("attribute");
    private static final Keyword VALUE = Keyword.of("value");
    private static final Keyword INTERVAL = Keyword.of("interval");
    private static final Keyword REFERENCES = Keyword.of("references");
    private static final Keyword EVERYTHING = Keyword.of("everything");

    private ReadsForm() {}

    static String print(ReadSet reads) {
        var ranges = new ArrayList<List<@Nullable Object>>();
        reads.ranges().forEach(range -> ranges.add(form(range)));
        return Edn.print(ranges);
    }

    private static List<@Nullable Object> form(ReadRange range) {
        return switch (range) {
            case ReadRange.EntityFacts(long e) -> List.of(ENTITY, e);
            case ReadRange.EntityAttribute(long e, long a) -> List.of(ENTITY_ATTRIBUTE, e, a);
            case ReadRange.AttributeFacts(long a) -> List.of(ATTRIBUTE, a);
            case ReadRange.AttributeValue(long a, Object v) -> List.of(VALUE, a, v);
            case ReadRange.AttributeInterval(long a, Object from, Object to) ->
                    Arrays.asList(INTERVAL, a, from, to);
            case ReadRange.References(long target) -> List.of(REFERENCES, target);
            case ReadRange.Everything() -> List.of(EVERYTHING);
        };
    }

    /// The read set that [#print] wrote.
    static ReadSet read(String text) {
        if (!(Edn.read(text) instanceof List<?> forms)) {
            throw unreadable(text);
        }
        Set<ReadRange> ranges = new LinkedHashSet<>();
        for (Object form : forms) {
            if (!(form instanceof List<?> parts) || parts.isEmpty()) {
                throw unreadable(text);
            }
            ranges.add(range(Objects.requireNonNull(parts.getFirst()), parts, text));
        }
        return ReadSet.of(ranges);
    }

    private static ReadRange range(Object kind, List<?> parts, String text) {
        if (kind.equals(EVERYTHING)) {
            return new ReadRange.Everything();
        }
        if (parts.size() < 2 || !(parts.get(1) instanceof Long first)) {
            throw unreadable(text);
        }
        if (kind.equals(ENTITY)) {
            return new ReadRange.EntityFacts(first);
        }
        if (kind.equals(ATTRIBUTE)) {
            return new ReadRange.AttributeFacts(first);
        }
        if (kind.equals(REFERENCES)) {
            return new ReadRange.References(first);
        }
        if (parts.size() < 3) {
            throw unreadable(text);
        }
        if (kind.equals(ENTITY_ATTRIBUTE) && parts.get(2) instanceof Long attribute) {
            return new ReadRange.EntityAttribute(first, attribute);
        }
        if (kind.equals(VALUE) && parts.get(2) != null) {
            return new ReadRange.AttributeValue(first, Objects.requireNonNull(parts.get(2)));
        }
        if (kind.equals(INTERVAL) && parts.size() > 3) {
            return new ReadRange.AttributeInterval(first, parts.get(2), parts.get(3));
        }
        throw unreadable(text);
    }

    private static FactumError unreadable(String text) {
        return FactumError.of(MachineErrorCode.UNREADABLE_DECISION, "This text is not a read set")
                .with("given", text);
    }
}
