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
/// A `varint` has seven bits a byte, low ones first, and a high bit on all bytes but the last;
/// `zigzag` is a varint of `n << 1 ^ n >> 63`. The transaction of every datom is that of t.
///
/// - `head`: the kind of the value in the low five bits; 32 if it is an assertion and no
///   retraction; 64 if the entity is that of the datom before (of the first one: the transaction's)
/// - `entity`: the difference to the entity of the datom before, zigzag; left out if 64 is set
/// - `attribute`: zigzag
/// - `attachment`: varint 0 if there is none, otherwise its length plus 1, and its bytes
///
/// | kind | value |
/// |---|---|
/// | 0 nil, 1 false, 2 true | nothing more; nil only inside a tuple |
/// | 3 long | zigzag |
/// | 4 double, 5 float | IEEE 754 bits, 8 or 4 bytes, low byte first |
/// | 6 string, 9 uri | text |
/// | 7 keyword, 8 symbol | namespace (empty if there is none) and name, two texts |
/// | 10 instant | seconds since 1970, zigzag; nanoseconds, varint |
/// | 11 uuid | both halves, 8 bytes each, low byte first |
/// | 12 bigint | bytes of the two's complement, high byte first |
/// | 13 bigdec | scale, zigzag; then the unscaled value as a bigint |
/// | 14 bytes | varint length, and the bytes |
/// | 15 tuple | varint size; each slot as its kind (1 byte) and value |
/// | 16 function | its definition, a map, as EDN in a text |
///
/// A `text` is a varint `length << 1 | wide` and as many characters: of one byte each (Latin-1), or
/// if wide of two bytes, low byte first. So every Java string comes back as it was.
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
