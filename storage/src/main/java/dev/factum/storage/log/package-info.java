/// The bytes of a log record.
///
/// # Format 1
///
/// ```
/// record   := version (1 byte, = 1)  checksum (4 bytes)  body
/// checksum := CRC32C of body, low byte first
/// body     := t (varint)  count (varint)  datom{count}  attachment
/// datom    := head (1 byte)  entity?  attribute  value
/// ```
///
/// Numbers, texts and values are those of `dev.factum.facts.encoding`. The transaction of every
/// datom is that of t.
///
/// - `head`: the kind of the value in the low five bits; 32 if it is an assertion and no
///   retraction; 64 if the entity is that of the datom before (of the first one: the transaction's)
/// - `entity`: the difference to the entity of the datom before, zigzag; left out if 64 is set
/// - `attribute`: zigzag
/// - `attachment`: varint 0 if there is none, otherwise its length plus 1, and its bytes
///
/// Decoding checks the checksum first and every length before it allocates. Damaged bytes are
/// `:db.error/storage-corrupt`, a version that is not known here `:db.error/storage-format`.
///
/// # History
///
/// | version | since | change |
/// |---|---|---|
/// | 1 | 0.1 | the first |
@NullMarked
package dev.factum.storage.log;

import org.jspecify.annotations.NullMarked;
