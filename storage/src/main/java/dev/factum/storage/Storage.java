package dev.factum.storage;

import dev.factum.facts.value.Bytes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The place of one database: its log, its blobs and its root. This page is the whole contract.
///
/// Every write is atomic and, blobs aside, durable when the call returns, and before anybody reads
/// it. A call that fails with `:db.error/storage-unavailable` may or may not have been done, or may
/// still be done while its epoch holds; whoever cannot tell must look. Bytes that do not come back
/// as they were written are refused as `:db.error/storage-corrupt`.
///
/// Writers are fenced by an epoch, which lives in the root: to become the writer is to set a root
/// with a higher epoch, and from then on everything that is asked under a lower one is refused with
/// `:db.error/writer-fenced`, and not done.
///
/// Safe to share between threads. A closed storage, and one whose database was deleted, refuses
/// everything with `:db.error/storage-unavailable`.
public interface Storage extends AutoCloseable {

    // ---- log: the transactions, t = 1, 2, 3, … without a gap

    /// Appends records all or none. The first has the t after [#lastT], and each the t after the
    /// one before it.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/writer-fenced` if the root's epoch is
    ///   not `epoch`; `:db.error/storage-corrupt` if the records do not continue the log;
    ///   `:db.error/not-written` if nothing was appended, for lack of room or because others are
    ///   writing; `:db.error/disk-failed` if looking would not tell what is on disk
    void append(long epoch, List<LogRecord> records);

    /// Puts other records in the place of some of the log, all or none: those with the same t.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/writer-fenced` if the root's epoch is
    ///   not `epoch`; `:db.error/storage-corrupt` if the log has no record with one of these t
    void rewrite(long epoch, List<LogRecord> records);

    /// Some of the records from t `from` on, oldest first: as many as are read well in one go, and
    /// at least one if there is any.
    default List<LogRecord> readLog(long from) {
        return readLog(from, Long.MAX_VALUE);
    }

    /// The same, and none from t `to` on.
    List<LogRecord> readLog(long from, long to);

    /// The t of the last record; 0 if there is none.
    long lastT();

    // ---- root: the one thing that changes

    /// The root. That of a new database has revision 0, epoch 0 and no content.
    Root root();

    /// Sets the root if it still has `revision`, and answers whether it had. The new root has the
    /// next revision.
    ///
    /// @throws dev.factum.facts.error.FactumError `:db.error/writer-fenced` if the root's epoch is
    ///   higher than `epoch`
    boolean compareAndSetRoot(long revision, long epoch, Bytes content);

    // ---- blobs: immutable pieces, found by their key

    /// Keeps `content` under `key`, in place of what was there.
    default void putBlob(String key, Bytes content) {
        putBlobs(Map.of(key, content));
    }

    /// Keeps several blobs, all or none. They are durable at the latest when a later
    /// [#compareAndSetRoot] or [#append] returns, so that a root never refers to what may be lost.
    void putBlobs(Map<String, Bytes> blobs);

    Optional<Bytes> getBlob(String key);

    /// Deletes the blobs with these keys, all or none, and answers how many there were.
    int deleteBlobs(Collection<String> keys);

    /// The keys that begin with `prefix`, sorted.
    List<String> listBlobs(String prefix);

    /// Sees to it that what was deleted or replaced before is on no disk of the storage's own any
    /// more: not in its files either that writes go through. It may wait for who reads now, and
    /// fails with `:db.error/storage-unavailable` if that takes long.
    default void expunge() {}

    /// Lets go of the place. What was written stays.
    @Override
    void close();

    /// One transaction in the log.
    record LogRecord(long t, Bytes bytes) {}

    /// The one thing that changes.
    ///
    /// @param revision how often it was set
    /// @param epoch which writer may write
    record Root(long revision, long epoch, Bytes content) {}
}
