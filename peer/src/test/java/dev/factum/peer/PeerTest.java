package dev.factum.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.Connection;
import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.connection.TxRequest;
import dev.factum.facts.connection.TxResult;
import dev.factum.facts.database.Functions;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

    private static final String MEMORY = "factum:mem:peer-test";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private final Peer peer = Peer.open();

    @AfterEach
    void close() {
        peer.close();
    }

    private Connection created(String uri) {
        assertThat(peer.createDatabase(uri)).isTrue();
        return peer.connect(uri);
    }

    private static void refuses(DbErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        FactumError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void databasesAreCreatedListedAndDeletedByUri() {
        for (String place : List.of(MEMORY, "factum:sqlite:" + directory.resolve("a.factum"))) {
            assertThat(peer.listDatabases(place)).isEmpty();
            assertThat(peer.deleteDatabase(place)).isFalse();
            assertThat(peer.createDatabase(place + "?db=cards")).isTrue();
            assertThat(peer.createDatabase(place + "?db=cards")).isFalse();
            assertThat(peer.createDatabase(place)).isTrue();
            assertThat(peer.listDatabases(place)).containsExactly("cards", "main");
            assertThat(peer.deleteDatabase(place + "?db=cards")).isTrue();
            assertThat(peer.listDatabases(place)).containsExactly("main");
            refuses(DbErrorCode.DB_NOT_FOUND, () -> peer.connect(place + "?db=cards"));
        }
    }

    @Test
    void twoSpellingsOfAFileAreOneDatabase() {
        String uri = "factum:sqlite:" + directory.resolve("same.factum");
        String other = "factum:sqlite:" + directory + "/./same.factum";
        peer.createDatabase(uri);
        try (var first = peer.connect(uri);
                var second = peer.connect(other)) {
            first.transact("[]");
            second.transact("[]");
            assertThat(first.db().basisT()).isEqualTo(2);
        }
        refuses(DbErrorCode.INVALID_DB_URI, () -> peer.createDatabase("factum:sqlite::memory:"));
    }

    @Test
    void aUriThatNobodyServesIsRefused() {
        refuses(DbErrorCode.INVALID_DB_URI, () -> peer.connect("factum:papyrus:scroll"));
        refuses(DbErrorCode.INVALID_DB_URI, () -> peer.connect("datomic:mem://x"));
        String absent = "factum:sqlite:" + directory.resolve("absent.factum");
        refuses(DbErrorCode.DB_NOT_FOUND, () -> peer.connect(absent));
        assertThat(directory.resolve("absent.factum")).doesNotExist();
    }

    @Test
    void excisionCanBeAwaited() {
        try (Connection connection = created(MEMORY)) {
            connection.transact("[{:db/id \"a\" :db/doc \"kept\"}]");
            Object a =
                    Objects.requireNonNull(
                            connection
                                    .transact("[{:db/id \"a\" :db/doc \"secret\"}]")
                                    .tempids()
                                    .get("a"));
            assertThat(connection.excisedT()).isEqualTo(2);
            long t = connection.transact("[{:db/excise " + a + "}]").t();
            connection.awaitExcision(t, LONG);
            assertThat(connection.excisedT()).isEqualTo(t);
            assertThat(connection.log(1, t + 1))
                    .flatExtracting(LogEntry::datoms)
                    .extracting(Datom::v)
                    .contains("kept")
                    .doesNotContain("secret");
            refuses(
                    DbErrorCode.TRANSACTOR_UNAVAILABLE,
                    () -> connection.awaitExcision(99, Duration.ofMillis(20)));
        }
    }

    @Test
    void whatWasTransactedIsThereAfterReopening() {
        String uri = "factum:sqlite:" + directory.resolve("kept.factum");
        try (Connection connection = created(uri)) {
            connection.transact("[{:db/ident :color/red} {:db/ident :color/green}]");
            connection.transact(
                    List.of(
                            List.of(
                                    Keyword.of("db/retract"),
                                    Keyword.of("color/green"),
                                    Keyword.of("db/ident"),
                                    Keyword.of("color/green"))));
        }
        try (Connection connection = peer.connect(uri)) {
            assertThat(connection.db().basisT()).isEqualTo(2);
            assertThat(connection.db().entid(Keyword.of("color/red"))).isPresent();
            assertThat(connection.log(1, 3)).hasSize(2);
            assertThat(connection.transact("[]").t()).isEqualTo(3);
        }
    }

    @Test
    void transactGivesTheReportOrThrows() {
        try (Connection connection = created(MEMORY)) {
            var report = connection.transact("[{:db/id \"red\" :db/ident :color/red}]");
            assertThat(report.t()).isEqualTo(1);
            assertThat(report.resolve("red")).isPresent();
            assertThat(connection.db().basisT()).isEqualTo(1);
            refuses(DbErrorCode.NOT_AN_ENTITY, () -> connection.transact("[[:db/add 1 :no 1]]"));
            refuses(DbErrorCode.NOT_TRANSACTION_DATA, () -> connection.transact("{:a 1}"));
            refuses(DbErrorCode.EDN_SYNTAX, () -> connection.transact("[{:a"));
        }
    }

    @Test
    void submitAnswersWhatTheWriterAnswers() {
        try (Connection connection = created(MEMORY)) {
            TxRequest request = TxRequest.of(List.of()).claim("key");
            assertThat(connection.submit(request)).isInstanceOf(TxResult.Committed.class);
            assertThat(connection.submit(request)).isEqualTo(new TxResult.Duplicate(1));
        }
    }

    @Test
    void oneCanWaitForATransactionToArrive() throws Exception {
        try (Connection connection = created(MEMORY)) {
            var waiting = CompletableFuture.supplyAsync(() -> connection.db(2, LONG));
            connection.transact("[]");
            connection.transact("[]");
            assertThat(waiting.get(30, TimeUnit.SECONDS).basisT()).isGreaterThanOrEqualTo(2);
            refuses(
                    DbErrorCode.TRANSACTOR_UNAVAILABLE,
                    () -> connection.db(99, Duration.ofMillis(20)));
        }
    }

    @Test
    void allConnectionsToADatabaseShareOneWriter() {
        try (Connection first = created(MEMORY)) {
            try (Connection second = peer.connect(MEMORY)) {
                second.transact("[]");
            }
            assertThat(first.transact("[]").t()).isEqualTo(2);
            refuses(
                    DbErrorCode.UNSUPPORTED,
                    () -> peer.connect(MEMORY, Functions.none().withQuery("twice", _ -> null)));
        }
    }

    @Test
    void aReleasedConnectionRefusesEverything() {
        Connection connection = created(MEMORY);
        Connection.ReportFeed feed = connection.reports(1);
        connection.close();
        connection.close();
        var released = DbErrorCode.CONNECTION_RELEASED;
        refuses(released, () -> connection.db());
        refuses(released, () -> connection.db(1, LONG));
        refuses(released, () -> connection.transact("[]"));
        refuses(released, () -> connection.submit(TxRequest.of(List.of())));
        refuses(released, () -> connection.log(1, 2));
        refuses(released, () -> connection.reports(1));
        refuses(released, () -> connection.excisedT());
        refuses(released, () -> connection.awaitExcision(1, LONG));
        refuses(released, () -> feed.next(LONG));
    }

    @Test
    void closingThePeerReleasesItsConnections() {
        Connection connection = created(MEMORY);
        peer.close();
        refuses(DbErrorCode.CONNECTION_RELEASED, () -> connection.db());
        refuses(DbErrorCode.CONNECTION_RELEASED, () -> peer.connect(MEMORY));
    }

    @Test
    void aFunctionStoredAsDataRunsIfTheApplicationAllowsIt() {
        peer.createDatabase(MEMORY);
        var functions = Functions.none().withCompiler(Peer.compiler());
        try (Connection connection = peer.connect(MEMORY, functions)) {
            connection.transact(
                    """
                    [{:db/ident :note/add
                      :db/fn #db/fn {:lang "java" :params ["db" "text"]
                             :code "return List.of(Map.of(Keyword.of(\\"db/doc\\"), text));"}}]\
                    """);
            assertThat(connection.transact("[[:note/add \"hello\"]]").datoms()).hasSize(2);
        }
    }

    @Test
    void aPeerThatTakesADatabaseOverShutsTheOtherOut() {
        String uri = "factum:sqlite:" + directory.resolve("contended.factum");
        Connection first = created(uri);
        first.transact("[]");
        try (Peer other = Peer.open();
                Connection second = other.connect(uri)) {
            assertThat(second.transact("[]").t()).isEqualTo(2);
            assertThat(first.submit(TxRequest.of(List.of()))).isInstanceOf(TxResult.Rejected.class);
            assertThat(second.transact("[]").t()).isEqualTo(3);
        }
    }

    @Test
    void aDeletedDatabaseCanBeReadOnAndNotWritten() {
        try (Connection connection = created(MEMORY)) {
            connection.transact("[{:db/ident :color/red}]");
            peer.deleteDatabase(MEMORY);
            assertThatThrownBy(() -> connection.transact("[]")).isInstanceOf(FactumError.class);
            assertThat(connection.db().entid(Keyword.of("color/red"))).isPresent();
        }
    }
}
