package dev.factum.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int WRITERS = 16;
    private static final int EACH = 200;

    private final Peer peer = Peer.open();
    private Connection connection;

    @BeforeEach
    void open() {
        peer.createDatabase("factum:mem:reports");
        connection = peer.connect("factum:mem:reports");
        connection.transact(
                "[{:db/ident :n :db/valueType :db.type/long :db/cardinality :db.cardinality/many}]");
    }

    @AfterEach
    void close() {
        peer.close();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<Long> read(Connection.ReportFeed feed, int count) {
        List<Long> ts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            ts.add(feed.next(LONG).map(LogEntry::t).orElse(-1L));
        }
        return ts;
    }

    private List<Long> write(CountDownLatch start) throws InterruptedException {
        start.await();
        List<Long> ts = new ArrayList<>();
        for (int count = 0; count < EACH; count++) {
            ts.add(connection.transact("[[:db/add \"x\" :n " + count + "]]").t());
        }
        return ts;
    }

    @Test
    void whatSixteenWritersDoIsReadInOrderAndWithoutAGap() throws Exception {
        long last = 1 + WRITERS * EACH;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection.ReportFeed feed = connection.reports(0);
                Connection.ReportFeed fromTheMiddle = connection.reports(1_000)) {
            var start = new CountDownLatch(1);
            List<Callable<List<Long>>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(() -> write(start));
            }
            List<Future<List<Long>>> written = writers.stream().map(threads::submit).toList();
            start.countDown();
            assertThat(read(feed, (int) last)).isEqualTo(range(1, last));
            assertThat(read(fromTheMiddle, (int) last - 999)).isEqualTo(range(1_000, last));
            List<Long> answered = new ArrayList<>(List.of(1L));
            for (Future<List<Long>> writer : written) {
                List<Long> own = writer.get();
                assertThat(own).isSorted();
                answered.addAll(own);
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(range(1, last));
            assertThat(feed.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aReaderThatIsTooSlowForTheBufferReadsTheLog() {
        String wide = "[" + "[:db/add \"x\" :n %d]".repeat(1_500) + "]";
        Connection.ReportFeed slow = connection.reports(1);
        for (int count = 0; count < 100; count++) {
            Object[] numbers =
                    LongStream.range(count * 1_500L, (count + 1) * 1_500L).boxed().toArray();
            connection.transact(String.format(wide, numbers));
        }
        assertThat(read(slow, 101)).isEqualTo(range(1, 101));
        connection.transact("[]");
        assertThat(read(slow, 1)).containsExactly(102L);
    }

    @Test
    void aReaderResumesAnywhere() {
        for (int count = 0; count < 9; count++) {
            connection.transact("[]");
        }
        try (Connection.ReportFeed feed = connection.reports(4)) {
            assertThat(read(feed, 3)).containsExactly(4L, 5L, 6L);
        }
        try (Connection.ReportFeed feed = connection.reports(7)) {
            assertThat(read(feed, 4)).containsExactly(7L, 8L, 9L, 10L);
        }
        try (Connection.ReportFeed early = connection.reports(12)) {
            connection.transact("[]");
            connection.transact("[]");
            assertThat(read(early, 1)).containsExactly(12L);
        }
    }
}
