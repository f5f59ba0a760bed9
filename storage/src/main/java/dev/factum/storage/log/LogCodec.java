package dev.factum.storage.log;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.ValueCodec;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage.LogRecord;
import dev.factum.storage.StorageErrors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One transaction as bytes and back; the package page describes them. Stateless, so safe to use
/// from all threads.
public final class LogCodec {

    /// A transaction with more bytes than this is refused.
    public static final int MAX_BYTES = 256 << 20;

    private static final int VERSION = 1;
    private static final int KIND = 0x1f;
    private static final int ADDED = 0x20;
    private static final int SAME_ENTITY = 0x40;

    private LogCodec() {}

    /// The record of a transaction.
    ///
    /// @throws FactumError `:db.error/limit-exceeded` if it is too large for a record;
    ///   `:edn/unprintable` or `:db.error/wrong-type-for-attribute` if a value cannot be kept
    public static LogRecord encode(LogEntry entry) {
        var out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeInt(0);
        out.writeVarint(entry.t());
        out.writeVarint(entry.datoms().size());
        long transaction = EntityId.ofTransaction(entry.t());
        long entity = transaction;
        for (Datom datom : entry.datoms()) {
            write(out, datom, entity);
            entity = datom.e();
            requireSize(out.size(), entry);
        }
        Bytes attachment = entry.attachment();
        requireSize(out.size() + (attachment == null ? 0L : attachment.length()), entry);
        write(out, attachment);
        out.writeChecksumAt(1);
        return new LogRecord(entry.t(), out.toBytes());
    }

    private static void requireSize(long bytes, LogEntry entry) {
        if (bytes > MAX_BYTES) {
            throw FactumError.of(
                            DbErrorCode.LIMIT_EXCEEDED,
                            "A transaction is too large for a log record")
                    .with("datoms", entry.datoms().size())
                    .with("maxBytes", MAX_BYTES);
        }
    }

    private static void write(ByteWriter out, Datom datom, long entityBefore) {
        int same = datom.e() == entityBefore ? SAME_ENTITY : 0;
        out.writeByte(ValueCodec.kind(datom.v()) | (datom.added() ? ADDED : 0) | same);
        if (same == 0) {
            out.writeZigzag(datom.e() - entityBefore);
        }
        out.writeZigzag(datom.a());
        ValueCodec.write(out, datom.v());
    }

    private static void write(ByteWriter out, @Nullable Bytes attachment) {
        if (attachment == null) {
            out.writeVarint(0);
        } else {
            out.writeVarint(attachment.length() + 1L);
            out.writeBytes(attachment.toArray());
        }
    }

    /// The transaction of a record.
    ///
    /// @throws FactumError `:db.error/storage-corrupt` if the bytes are damaged;
    ///   `:db.error/storage-format` if a later version of Factum wrote them
    public static LogEntry decode(LogRecord encoded) {
        try {
            LogEntry entry = read(new ByteReader(encoded.bytes().toArray()));
            if (entry.t() != encoded.t()) {
                throw StorageErrors.damaged("A log record is in the place of another");
            }
            return entry;
        } catch (FactumError damage) {
            throw damage.with("t", encoded.t());
        } catch (RuntimeException damage) {
            throw StorageErrors.damaged("A log record has an impossible value", damage)
                    .with("t", encoded.t());
        }
    }

    private static LogEntry read(ByteReader in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw FactumError.of(
                            DbErrorCode.STORAGE_FORMAT,
                            "The log record was written by another version of Factum")
                    .with("version", version)
                    .with("supported", VERSION);
        }
        if (!in.matches(in.readInt())) {
            throw StorageErrors.damaged("The checksum of a log record is wrong");
        }
        long t = in.readVarint();
        List<Datom> datoms = readDatoms(in, EntityId.ofTransaction(t));
        long length = in.readVarint();
        if (length < 0 || length - 1 != (length == 0 ? -1 : in.remaining())) {
            throw StorageErrors.damaged("The attachment of a log record has another length");
        }
        Bytes attachment = length == 0 ? null : Bytes.of(in.readBytes((int) length - 1));
        if (in.remaining() > 0) {
            throw StorageErrors.damaged("A log record goes on after its end");
        }
        return new LogEntry(t, datoms, attachment);
    }

    private static List<Datom> readDatoms(ByteReader in, long transaction) {
        var datoms = new Datom[in.readCount()];
        long entity = transaction;
        for (int index = 0; index < datoms.length; index++) {
            int head = in.readByte();
            if ((head & SAME_ENTITY) == 0) {
                entity += in.readZigzag();
            }
            long attribute = in.readZigzag();
            Object value = ValueCodec.readDatomValue(in, head & KIND);
            datoms[index] = new Datom(entity, attribute, value, transaction, (head & ADDED) != 0);
        }
        return Arrays.asList(datoms);
    }
}
