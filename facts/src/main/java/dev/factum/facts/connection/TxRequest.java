package dev.factum.facts.connection;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.ReadSet;
import dev.factum.facts.database.TxReport;
import dev.factum.facts.value.Bytes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked of the writer: transaction data, and how it is to be judged. Immutable.
///
/// ```java
/// TxRequest.of(txData).claim("block-card/m-17").reads(basis, reads).attachment(bytes)
/// ```
public final class TxRequest {

    private final Function<Database, Decision> decide;
    private final @Nullable String claim;
    private final long basis;
    private final ReadSet reads;

    private TxRequest(
            Function<Database, Decision> decide,
            @Nullable String claim,
            long basis,
            ReadSet reads) {
        this.decide = decide;
        this.claim = claim;
        this.basis = basis;
        this.reads = reads;
    }

    /// What a transaction is to be: its data, and the attachment its log record carries.
    ///
    /// @param attachment bytes made from the report of the transaction, once, when it is applied;
    ///   null for none
    public record Decision(
            List<?> txData, @Nullable Function<TxReport, @Nullable Bytes> attachment) {}

    /// A request to apply `txData`.
    public static TxRequest of(List<?> txData) {
        return new TxRequest(_ -> new Decision(txData, null), null, 0, ReadSet.nothing());
    }

    /// A request whose data the writer itself computes from the database right before it: pure,
    /// quick, and never in conflict. Only a writer in the same process can be asked this.
    public static TxRequest decidedAtWriter(Function<Database, Decision> decide) {
        return new TxRequest(decide, null, 0, ReadSet.nothing());
    }

    /// The same request under an idempotency key: of all requests with this key at most one is ever
    /// committed.
    public TxRequest claim(String key) {
        return new TxRequest(decide, Objects.requireNonNull(key, "key"), basis, reads);
    }

    /// The same request, to be refused if a transaction after `basis` touched what was read.
    public TxRequest reads(long basisT, ReadSet readSet) {
        return new TxRequest(decide, claim, basisT, Objects.requireNonNull(readSet, "readSet"));
    }

    /// The same request with bytes that go into the log record, neither datoms nor indexed.
    public TxRequest attachment(Bytes bytes) {
        return attachment(_ -> bytes);
    }

    /// The same request with bytes that are made from its report when it is applied.
    public TxRequest attachment(Function<TxReport, @Nullable Bytes> render) {
        return new TxRequest(
                before -> new Decision(decide.apply(before).txData(), render), claim, basis, reads);
    }

    /// What the transaction is to be, given the database right before it.
    public Decision decide(Database before) {
        return decide.apply(before);
    }

    public Optional<String> claim() {
        return Optional.ofNullable(claim);
    }

    /// The t of the database that the reads were made on.
    public long basis() {
        return basis;
    }

    public ReadSet reads() {
        return reads;
    }
}
