package dev.factum.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factum.fuzz.Hostile;
import dev.factum.storage.Storage.LogRecord;
import java.util.List;

/// A row of the log that holds several records, and is not what was written.
class LogBatchFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void split(byte[] data) throws Exception {
        for (long last : new long[] {1, 2, 3, Long.MAX_VALUE}) {
            List<LogRecord> records = Hostile.read(data, () -> LogBatch.split(1, last, data));
            if (records != null) {
                assertThat(records).hasSize((int) last);
                assertThat(LogBatch.join(records)).isEqualTo(data);
            }
        }
    }
}
