package dev.factum.machine.handler;

import dev.factum.facts.schema.Attribute;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a handler may do: the attributes it writes and reads, what it sends where, how it replies.
///
/// Checked on every run, before anything is committed; see [ContractCheck]. Immutable: every method
/// gives a new contract that allows more, except that [#reads] and those after it also close what
/// was open.
///
/// ```java
/// Contract.nothing()
///         .writes(CARD_STATUS)
///         .sends(STATUS_CHANGED, StatusChanged.class)
///         .replies(Blocked.class)
/// ```
public final class Contract {

    private static final Contract NOTHING =
            new Contract(false, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    private static final Contract ANYTHING =
            new Contract(true, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    private final boolean open;
    private final @Nullable Set<Keyword> reads;
    private final Set<Keyword> writes;
    private final Set<Symbol> calls;
    private final Set<Sending> sends;
    private final Set<String> replies;
    private final Set<String> destinations;

    /// A topic and the type of a message on it.
    public record Sending(Topic topic, String type) {}

    private Contract(
            boolean open,
            @Nullable Set<Keyword> reads,
            Set<Keyword> writes,
            Set<Symbol> calls,
            Set<Sending> sends,
            Set<String> replies,
            Set<String> destinations) {
        this.open = open;
        this.reads = reads;
        this.writes = writes;
        this.calls = calls;
        this.sends = sends;
        this.replies = replies;
        this.destinations = destinations;
    }

    /// Allows no effect at all. What may be read is left open until [#reads] names it.
    public static Contract nothing() {
        return NOTHING;
    }

    /// Allows everything: for a first sketch.
    public static Contract anything() {
        return ANYTHING;
    }

    /// Allows facts of these attributes.
    public Contract writes(Attribute<?>... attributes) {
        return new Contract(
                open, reads, plus(writes, idents(attributes)), calls, sends, replies, destinations);
    }

    /// Allows reads of these attributes, and of no others any more.
    public Contract reads(Attribute<?>... attributes) {
        Set<Keyword> known = reads == null ? Set.of() : reads;
        return new Contract(
                open, plus(known, idents(attributes)), writes, calls, sends, replies, destinations);
    }

    /// Allows calls of a transaction function; what it writes is not checked.
    public Contract calls(String function) {
        Set<Symbol> extended = plus(calls, Set.of(Symbol.of(function)));
        return new Contract(open, reads, writes, extended, sends, replies, destinations);
    }

    /// Allows messages of these records on a topic.
    @SafeVarargs
    public final Contract sends(Topic topic, Class<? extends Record>... types) {
        Set<Sending> more = new HashSet<>();
        for (Class<? extends Record> type : types) {
            more.add(new Sending(topic, MessageType.nameOf(type)));
        }
        return new Contract(open, reads, writes, calls, plus(sends, more), replies, destinations);
    }

    /// Allows messages whose type is the topic's name.
    public Contract sends(Topic topic) {
        Set<Sending> extended = plus(sends, Set.of(new Sending(topic, topic.name())));
        return new Contract(open, reads, writes, calls, extended, replies, destinations);
    }

    /// Allows replies of these records.
    @SafeVarargs
    public final Contract replies(Class<? extends Record>... types) {
        Set<String> more = new HashSet<>();
        for (Class<? extends Record> type : types) {
            more.add(MessageType.nameOf(type));
        }
        return new Contract(open, reads, writes, calls, sends, plus(replies, more), destinations);
    }

    /// Allows requests to these destinations, what undoes them included.
    public Contract requests(String... names) {
        return new Contract(
                open, reads, writes, calls, sends, replies, plus(destinations, Set.of(names)));
    }

    private static Set<Keyword> idents(Attribute<?>... attributes) {
        return Arrays.stream(attributes).map(Attribute::ident).collect(Collectors.toSet());
    }

    private static <E> Set<E> plus(Set<E> set, Set<E> more) {
        var extended = new HashSet<>(set);
        extended.addAll(more);
        return Set.copyOf(extended);
    }

    boolean allowsRead(Keyword attribute) {
        return reads == null || reads.contains(attribute);
    }

    /// True if the attributes that may be read are named.
    boolean namesReads() {
        return reads != null;
    }

    boolean allowsWrite(Keyword attribute) {
        return open || writes.contains(attribute);
    }

    boolean allowsCall(Symbol function) {
        return open || calls.contains(function);
    }

    boolean allowsMessage(Topic topic, String type) {
        return open || sends.contains(new Sending(topic, type));
    }

    boolean allowsRequest(String destination) {
        return open || destinations.contains(destination);
    }

    /// The destinations that the handler may send requests to.
    public Set<String> destinations() {
        return destinations;
    }

    boolean allowsReply(String type) {
        return open || replies.contains(type);
    }
}
