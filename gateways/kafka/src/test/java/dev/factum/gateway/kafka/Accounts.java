package dev.factum.gateway.kafka;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Entity;
import dev.factum.facts.schema.Attribute;
import dev.factum.machine.effect.Effects;
import dev.factum.machine.effect.Fact;
import dev.factum.machine.handler.Context;
import dev.factum.machine.handler.Contract;
import dev.factum.machine.handler.Handler;
import dev.factum.machine.message.Message;
import dev.factum.machine.message.MessageType;
import dev.factum.machine.message.Topic;
import dev.factum.machine.run.Machine;
import dev.factum.testkit.MemoryConnection;
import dev.factum.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A service to test with: accounts with numbered bookings, which know whether each came once and
/// in order, and tell of it.
///
/// @param name of machine and group
record Accounts(String name, Topic bookings, Topic booked) {

    static final Attribute<String> ACCOUNT = Attribute.string("account/name").identity();
    static final Attribute<Long> LAST = Attribute.longNumber("account/last");
    static final Attribute<Long> COUNT = Attribute.longNumber("account/count");
    static final Attribute<String> WRONG = Attribute.string("account/wrong");
    static final Attribute<String> MESSAGE = Attribute.string("account/message");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    record Book(String account, long number) {}

    record Booked(String account, long number) {}

    private static final Attribute<?>[] ALL = {ACCOUNT, LAST, COUNT, WRONG, MESSAGE};

    /// A service with topics of its own.
    static Accounts create(int partitions) {
        return new Accounts(
                Kafka.name("accounts"),
                Kafka.topic("bookings", partitions),
                Kafka.topic("booked", partitions));
    }

    static MemoryConnection connection() {
        return MemoryConnection.to(TestDatabase.with(List.of(ALL)));
    }

    Machine machine() {
        return machine(this::book);
    }

    Machine machine(Handler<Book> handler) {
        Contract contract = Contract.nothing().reads(ALL).writes(ALL).sends(booked, Booked.class);
        return Machine.builder()
                .name(name)
                .on(bookings, "book", Book.class, handler, contract)
                .build();
    }

    Effects book(Book book, Database db, Context context) {
        long last = value(db, book.account(), LAST);
        Fact.EntityMap fact =
                Fact.entity()
                        .with(ACCOUNT, book.account())
                        .with(LAST, book.number())
                        .with(COUNT, value(db, book.account(), COUNT) + 1)
                        .with(MESSAGE, context.message().identity());
        Fact.EntityMap checked =
                book.number() == last + 1
                        ? fact
                        : fact.with(WRONG, book.number() + " came after " + last);
        return Effects.facts(checked)
                .message(booked, book.account(), new Booked(book.account(), book.number()));
    }

    private static long value(Database db, String account, Attribute<Long> attribute) {
        return db.entity(ACCOUNT.is(account)).flatMap(each -> each.get(attribute)).orElse(0L);
    }

    /// Bookings `from` to `to` (exclusive) of so many accounts, in turn.
    List<Message> messages(int accounts, int from, int to) {
        var messages = new ArrayList<Message>();
        for (int number = from; number < to; number++) {
            for (int account = 0; account < accounts; account++) {
                messages.add(message("a" + account, number));
            }
        }
        return messages;
    }

    Message message(String account, int number) {
        return Message.of(
                account + "/" + number, bookings, account, NOON, new Book(account, number));
    }

    /// What is wrong with the accounts, if each is to have the bookings 1 to `last`.
    static List<String> wrong(Database db, int accounts, int last) {
        var wrong = new ArrayList<String>();
        for (int number = 0; number < accounts; number++) {
            String name = "a" + number;
            long reached = value(db, name, LAST);
            long count = value(db, name, COUNT);
            if (reached != last || count != last) {
                wrong.add(name + " has " + count + " bookings up to " + reached);
            }
            db.entity(ACCOUNT.is(name))
                    .flatMap(each -> each.get(WRONG))
                    .ifPresent(each -> wrong.add(name + ": " + each));
        }
        return wrong;
    }

    static Entity account(Database db, String name) {
        return db.entity(ACCOUNT.is(name)).orElseThrow();
    }

    /// The first appearance of each message, which is all that a reader who knows ids sees.
    static List<Booked> distinct(List<Message> heard, String account) {
        var ids = new HashSet<String>();
        return heard.stream()
                .filter(message -> message.key().equals(account) && ids.add(message.id()))
                .map(message -> MessageType.read(message.payload(), Booked.class))
                .toList();
    }
}
