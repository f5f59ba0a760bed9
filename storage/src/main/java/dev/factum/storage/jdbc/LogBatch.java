package dev.factum.storage.jdbc;

import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.storage.Storage.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The records of a batch in one row: each as its length (four bytes) and its bytes.
final class LogBatch {

    private LogBatch() {}

    static byte[] join(List<LogRecord> records) {
        int size = 0;
        for (LogRecord each : records) {
            size = Math.addExact(size, Integer.BYTES + each.bytes().length());
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (LogRecord each : records) {
            joined.putInt(each.bytes().length());
            joined.put(each.bytes().toArray());
        }
        return joined.array();
    }

    static List<LogRecord> split(long firstT, long lastT, byte[] joined) {
        ByteBuffer rest = ByteBuffer.wrap(joined);
        List<LogRecord> records = new ArrayList<>();
        for (long t = firstT; t <= lastT; t++) {
            int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                throw damaged(firstT, lastT);
            }
            byte[] bytes = new byte[length];
            rest.get(bytes);
            records.add(new LogRecord(t, Bytes.of(bytes)));
        }
        if (rest.hasRemaining()) {
            throw damaged(firstT, lastT);
        }
        return records;
    }

    private static FactumError damaged(long firstT, long lastT) {
        return FactumError.of(DbErrorCode.STORAGE_CORRUPT, "A batch of the log is damaged")
                .with("firstT", firstT)
                .with("lastT", lastT);
    }
}
