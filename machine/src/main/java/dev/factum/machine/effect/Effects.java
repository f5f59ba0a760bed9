package dev.factum.machine.effect;

import dev.factum.facts.database.Database;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.message.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a handler wants done: facts, requests, messages, timers, each in order, and a reply at
/// most. Nothing is done by making one. Immutable; equal by content.
///
/// ```java
/// Effects.facts(set(CARD_ID.is(id), CARD_STATUS, BLOCKED))
///         .message(STATUS_CHANGED, id, new StatusChanged(id, BLOCKED))
/// ```
///
/// Putting effects together is associative, and [#none] changes nothing. Equal facts, requests,
/// timers and replies become one; messages are all kept; increments are added up. What contradicts
/// each other is refused as `:factum.machine/merge-conflict` with both sides and where each came
/// from. The idea of effects as a value that composes is from Nubank's effect machine.
public final class Effects {

    private static final Effects NONE =
            new Effects(List.of(), List.of(), List.of(), List.of(), List.of(), null);

    private final List<Sourced<Fact>> facts;
    private final List<Sourced<Request>> requests;
    private final List<Sourced<OutgoingMessage>> messages;
    private final List<Sourced<Timer>> timers;
    private final List<String> compensated;
    private final @Nullable Sourced<Reply> reply;

    Effects(
            List<Sourced<Fact>> facts,
            List<Sourced<Request>> requests,
            List<Sourced<OutgoingMessage>> messages,
            List<Sourced<Timer>> timers,
            List<String> compensated,
            @Nullable Sourced<Reply> reply) {
        this.facts = facts;
        this.requests = requests;
        this.messages = messages;
        this.timers = timers;
        this.compensated = compensated;
        this.reply = reply;
    }

    // ---- making them

    /// Nothing is to be done.
    public static Effects none() {
        return NONE;
    }

    /// Changes of the database.
    public static Effects facts(Fact... facts) {
        return ofFacts(Arrays.asList(facts));
    }

    /// Changes of the database, given as transaction data.
    public static Effects facts(List<?> txData) {
        return ofFacts(txData.stream().map(Fact::of).toList());
    }

    /// Changes of the database, given as transaction data in EDN text.
    public static Effects facts(String txData) {
        if (Edn.read(txData) instanceof List<?> forms) {
            return facts(forms);
        }
        throw FactumError.of(DbErrorCode.NOT_TRANSACTION_DATA, "Transaction data is a list")
                .form(txData);
    }

    private static Effects ofFacts(List<Fact> facts) {
        var sourced = new ArrayList<Sourced<Fact>>(facts.size());
        for (int position = 0; position < facts.size(); position++) {
            String source = facts.size() == 1 ? null : "fact " + position;
            sourced.add(new Sourced<>(facts.get(position), source));
        }
        Effects effects = NONE.withFacts(List.copyOf(sourced));
        return facts.size() < 2 ? effects : Merging.of(List.of(effects), false);
    }

    /// These effects and one more message.
    public Effects message(Topic topic, String key, Record payload) {
        return message(OutgoingMessage.of(topic, key, payload));
    }

    /// These effects and one more message, with the key's text as its key.
    public Effects message(Topic topic, UUID key, Record payload) {
        return message(topic, key.toString(), payload);
    }

    /// These effects and one more message, whose type is the topic's name.
    public Effects message(Topic topic, String key, Map<Keyword, Object> payload) {
        return message(new OutgoingMessage(topic, key, topic.name(), null, true, payload));
    }

    /// These effects and one more message that does not wait for the requests of these effects to
    /// be done, as others do.
    public Effects messageNow(Topic topic, String key, Record payload) {
        return message(OutgoingMessage.of(topic, key, payload).now());
    }

    /// These effects and one more message.
    public Effects message(OutgoingMessage message) {
        return and(NONE.withMessages(one(message)));
    }

    /// These effects and one more request.
    public Effects request(Request request) {
        return and(NONE.withRequests(one(request)));
    }

    /// These effects, and what undoes the requests of a saga: those that are not sent are not sent
    /// any more, and those that were done, or may have been, are undone by their compensations, the
    /// last first.
    public Effects compensate(String saga) {
        return and(new Effects(List.of(), List.of(), List.of(), List.of(), List.of(saga), null));
    }

    /// These effects and one more timer, or a change of one.
    public Effects timer(Timer timer) {
        return and(NONE.withTimers(one(timer)));
    }

    /// These effects and a reply.
    public Effects reply(Record payload) {
        return reply(Reply.of(payload));
    }

    /// These effects and a reply.
    public Effects reply(Reply answer) {
        return and(
                new Effects(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Sourced<>(answer, null)));
    }

    private Effects withFacts(List<Sourced<Fact>> others) {
        return new Effects(others, requests, messages, timers, compensated, reply);
    }

    private Effects withRequests(List<Sourced<Request>> others) {
        return new Effects(facts, others, messages, timers, compensated, reply);
    }

    private Effects withMessages(List<Sourced<OutgoingMessage>> others) {
        return new Effects(facts, requests, others, timers, compensated, reply);
    }

    private Effects withTimers(List<Sourced<Timer>> others) {
        return new Effects(facts, requests, messages, others, compensated, reply);
    }

    private static <E> List<Sourced<E>> one(E effect) {
        return List.of(new Sourced<>(effect, null));
    }

    // ---- putting them together

    /// These effects, then the others.
    public Effects and(Effects others) {
        if (isNone()) {
            return others;
        }
        return others.isNone() ? this : Merging.of(List.of(this, others), false);
    }

    /// All these effects, in order. Each was decided on the same database.
    public static Effects merge(List<Effects> all) {
        var named = new ArrayList<Effects>(all.size());
        for (int position = 0; position < all.size(); position++) {
            named.add(all.get(position).from("element " + position));
        }
        return Merging.of(named, false);
    }

    /// The effects of each item, in order. Each is decided on the same database; errors name the
    /// items.
    public static <T> Effects merge(Collection<T> items, Function<? super T, Effects> decide) {
        var named = new ArrayList<Effects>(items.size());
        for (T item : items) {
            named.add(decide.apply(item).from(item));
        }
        return Merging.of(named, false);
    }

    /// Like [#merge(Collection, Function)], and refuses that two items set the same value if one of
    /// them had read it: two increments from 5 to 6 would become one. Use [#fold], or an increment
    /// that reads nothing.
    public static <T> Effects mergeStrictly(
            Database db, Collection<T> items, BiFunction<Database, ? super T, Effects> decide) {
        return StrictMerge.of(db, List.copyOf(items), decide);
    }

    /// The effects of each item, one after the other: each is decided on a database that has the
    /// facts of those before it. What comes later replaces what came earlier.
    ///
    /// An id of an entity that only an earlier item makes may be used by later ones; it is replaced
    /// by a tempid. Where that cannot be done, it is refused as
    /// `:factum.machine/speculative-entity`.
    public static <T> Effects fold(
            Database db, Collection<T> items, BiFunction<Database, ? super T, Effects> decide) {
        var folding = new Folding(db);
        for (T item : items) {
            folding.step(decide.apply(folding.database(), item).from(item));
        }
        return folding.result();
    }

    /// The same effects, said in errors to come from `origin` unless they have a source.
    private Effects from(Object origin) {
        return new Effects(
                from(facts, origin),
                from(requests, origin),
                from(messages, origin),
                from(timers, origin),
                compensated,
                reply == null ? null : reply.orFrom(origin));
    }

    private static <E> List<Sourced<E>> from(List<Sourced<E>> effects, Object origin) {
        return effects.stream().map(effect -> effect.orFrom(origin)).toList();
    }

    // ---- looking at them

    public boolean isNone() {
        return facts.isEmpty()
                && requests.isEmpty()
                && messages.isEmpty()
                && timers.isEmpty()
                && compensated.isEmpty()
                && reply == null;
    }

    public List<Fact> facts() {
        return bare(facts);
    }

    public List<Request> requests() {
        return bare(requests);
    }

    public List<OutgoingMessage> messages() {
        return bare(messages);
    }

    public List<Timer> timers() {
        return bare(timers);
    }

    /// The sagas that are to be undone.
    public List<String> compensated() {
        return compensated;
    }

    public Optional<Reply> reply() {
        return reply == null ? Optional.empty() : Optional.of(reply.effect());
    }

    private static <E> List<E> bare(List<Sourced<E>> effects) {
        if (effects.isEmpty()) {
            return List.of();
        }
        var bare = new ArrayList<E>(effects.size());
        effects.forEach(each -> bare.add(each.effect()));
        return Collections.unmodifiableList(bare);
    }

    /// The facts as transaction data.
    ///
    /// @param before the database right before the transaction: increments read it
    public List<Object> txData(Database before) {
        var txData = new ArrayList<Object>(facts.size());
        for (Sourced<Fact> fact : facts) {
            txData.add(fact.effect().form(before));
        }
        return txData;
    }

    /// True if the transaction data depends on the database that it is applied to.
    public boolean hasIncrements() {
        return facts.stream().anyMatch(fact -> fact.effect() instanceof Fact.Increment);
    }

    /// The effects as EDN data: `{:effects/facts […] :effects/messages […] …}`.
    public Map<Keyword, Object> form() {
        return Forms.form(this);
    }

    /// A SHA-256 over the canonical bytes of [#form]; the same on every run and every machine.
    public Bytes digest() {
        return Forms.digest(this);
    }

    List<Sourced<Fact>> sourcedFacts() {
        return facts;
    }

    List<Sourced<Request>> sourcedRequests() {
        return requests;
    }

    List<Sourced<OutgoingMessage>> sourcedMessages() {
        return messages;
    }

    List<Sourced<Timer>> sourcedTimers() {
        return timers;
    }

    @Nullable Sourced<Reply> sourcedReply() {
        return reply;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Effects effects
                && facts().equals(effects.facts())
                && requests().equals(effects.requests())
                && messages().equals(effects.messages())
                && timers().equals(effects.timers())
                && compensated.equals(effects.compensated)
                && reply().equals(effects.reply());
    }

    @Override
    public int hashCode() {
        return 31 * facts().hashCode() + messages().hashCode();
    }

    @Override
    public String toString() {
        return Edn.pretty(form());
    }
}
