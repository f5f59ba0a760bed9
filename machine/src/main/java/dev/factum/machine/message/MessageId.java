package dev.factum.machine.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Ids that are derived instead of drawn: the same parent, handler and place give the same id, on
/// every run and every machine.
///
/// An id is a UUID of version 8. Its first 48 bits are the milliseconds of the moment in the
/// parent's id, or of the parent's time if its id has none, so that its age can be read, and does
/// not depend on how long something took; the others are bits of a SHA-256 over what it is derived
/// from. The place is the number of the message among those of the same topic and key, so that one
/// more message on another topic shifts no id.
///
/// The machine's name is not in it, so that a handler keeps its ids when it moves to another
/// machine; handlers that take the same messages have different names even on different machines.
public final class MessageId {

    private static final long VERSION = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private MessageId() {}

    /// The id of a message that `handler` sends because of `parent`.
    ///
    /// @param place the ordinal within topic and key, or a label that the handler chose
    public static String ofMessage(
            Message parent, String handler, Topic topic, String key, String place) {
        return derive(parent, "message", handler, topic.name(), key, place).toString();
    }

    /// An id that `handler` may give to something new because of `parent`.
    public static UUID ofLabel(Message parent, String handler, String label) {
        return derive(parent, "id", handler, label);
    }

    /// The id of the message that a timer sends.
    ///
    /// @param name machine and id of the timer
    /// @param cause the message that set it: set again by another one, the timer sends something
    ///   else
    public static String ofTimer(String name, Instant due, String cause) {
        return derive(due, name, "timer", due.toString(), cause).toString();
    }

    /// The key under which a request is performed once, however often it is sent.
    public static String ofRequest(Message parent, String handler, String label) {
        return derive(parent, "request", handler, label).toString();
    }

    /// The key of what undoes a request.
    public static String ofCompensation(String request) {
        return derive(time(request).orElseThrow(), request, "compensation").toString();
    }

    /// The id of the message that tells what came of a request.
    ///
    /// @param ordinal which of its outcomes, if it has several
    public static String ofOutcome(String request, long ordinal) {
        return derive(time(request).orElseThrow(), request, "outcome", Long.toString(ordinal))
                .toString();
    }

    /// The moment that an id carries, if it is a UUID of version 7 or 8.
    public static Optional<Instant> time(String id) {
        if (!looksLikeUuid(id)) {
            return Optional.empty();
        }
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return uuid.version() == 7 || uuid.version() == 8
                ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

    /// Most ids are UUIDs or nothing like them: an exception for each of the others would cost more
    /// than all else that is done with it.
    private static boolean looksLikeUuid(String id) {
        return id.length() == 36
                && id.charAt(8) == '-'
                && id.charAt(13) == '-'
                && id.charAt(18) == '-'
                && id.charAt(23) == '-';
    }

    private static UUID derive(Message parent, String... parts) {
        Instant moment = time(parent.id()).orElse(parent.time());
        return derive(moment, parent.identity(), parts);
    }

    private static UUID derive(Instant moment, String identity, String... parts) {
        MessageDigest digest = sha256();
        update(digest, identity);
        for (String part : parts) {
            update(digest, part);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long time = moment.toEpochMilli() << 16;
        return new UUID(
                time | VERSION | (hash.getShort() & 0x0FFF), VARIANT | (hash.getLong() >>> 2));
    }

    /// The length goes first, so that no two lists of parts give the same bytes.
    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
