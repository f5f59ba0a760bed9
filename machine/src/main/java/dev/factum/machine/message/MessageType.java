package dev.factum.machine.message;

import dev.factum.facts.error.FactumError;
import dev.factum.facts.record.Namespace;
import dev.factum.facts.record.RecordMapping;
import dev.factum.facts.value.Keyword;
import dev.factum.machine.MachineErrorCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The messages that a handler takes, as a Java class: how a payload becomes a value of it.
///
/// For a record there is one type; for a sealed interface of records one for each of them; for
/// [Message] itself every type, undecoded. Components are named as [RecordMapping] says. The type
/// of `StatusChanged` is `status-changed`, and `card/status-changed` under `@Namespace("card")`.
/// Immutable and safe to share between threads.
///
/// @param <M> the class
public final class MessageType<M> {

    private static final ClassValue<String> NAMES =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> type) {
                    return name(type);
                }
            };

    private final Class<M> target;
    private final Map<String, Class<? extends Record>> records;

    private MessageType(Class<M> target, Map<String, Class<? extends Record>> records) {
        this.target = target;
        this.records = Map.copyOf(records);
    }

    /// The type of a record, of a sealed interface of records, or of [Message].
    public static <M> MessageType<M> of(Class<M> target) {
        var records = new LinkedHashMap<String, Class<? extends Record>>();
        collect(target, records);
        return new MessageType<>(target, records);
    }

    private static void collect(Class<?> type, Map<String, Class<? extends Record>> records) {
        if (type == Message.class) {
            return;
        }
        if (type.isRecord()) {
            records.put(NAMES.get(type), type.asSubclass(Record.class));
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, records);
            }
        } else {
            throw FactumError.of(
                            MachineErrorCode.INVALID_MESSAGE_TYPE,
                            "Messages are records, or sealed interfaces of records")
                    .with("class", type.getName());
        }
    }

    private static String name(Class<?> type) {
        String simple = type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        String name = simple.toLowerCase(Locale.ROOT);
        Namespace namespace = type.getAnnotation(Namespace.class);
        return namespace == null ? name : namespace.value() + "/" + name;
    }

    /// What messages with such a payload say as their type.
    public static String nameOf(Record payload) {
        return NAMES.get(payload.getClass());
    }

    /// The type of these records.
    public static String nameOf(Class<? extends Record> type) {
        return NAMES.get(type);
    }

    /// The record as a payload.
    public static Map<Keyword, Object> payloadOf(Record payload) {
        return write(payload.getClass(), payload);
    }

    private static <R extends Record> Map<Keyword, Object> write(Class<R> type, Record payload) {
        return RecordMapping.of(type).write(type.cast(payload));
    }

    /// The record that a payload says, or refuses it as `:factum.machine/undecodable`. It may have
    /// come through JSON.
    public static <R extends Record> R read(Map<Keyword, Object> payload, Class<R> type) {
        try {
            return RecordMapping.of(type).readJson(payload);
        } catch (FactumError mismatch) {
            throw FactumError.of(
                            MachineErrorCode.UNDECODABLE,
                            "The payload does not fit the record",
                            mismatch)
                    .with("record", type.getSimpleName())
                    .with("cause", mismatch.getMessage());
        }
    }

    /// The names that this class takes; empty if it takes them all.
    public Set<String> names() {
        return records.keySet();
    }

    /// True if a message of this type is for this class.
    public boolean takes(String type) {
        return records.isEmpty() || records.containsKey(type);
    }

    /// The message as a value of the class, or refuses it as `:factum.machine/undecodable`.
    public M decode(Message message) {
        if (target == Message.class) {
            return target.cast(message);
        }
        Class<? extends Record> record = records.get(message.type());
        if (record == null) {
            throw FactumError.of(
                            MachineErrorCode.UNDECODABLE, "This class takes no such message type")
                    .with("type", message.type())
                    .with("takes", records.keySet());
        }
        return target.cast(read(message.payload(), record));
    }
}
