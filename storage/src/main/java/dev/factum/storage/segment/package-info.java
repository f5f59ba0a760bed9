/// Index nodes in storage: their bytes, their addresses, and the cache between storage and trees.
///
/// A node is a blob with the key `node/ADDRESS`; it never changes. Its address is the epoch of the
/// writer in hexadecimal, `-` for a segment or `=` for a directory, and the first 16 bytes of the
/// SHA-256 of its bytes in hexadecimal. The root (`Storage.root`) holds the addresses of the trees'
/// roots. Nodes of earlier trees that nobody can reach any more are garbage.
///
/// # Format
///
/// Numbers, texts and values are those of `dev.factum.facts.encoding`.
///
/// ```
/// node      := version (1 byte, = 1)  checksum (4 bytes)  kind (1 byte)  compression (1 byte)
///              length (varint)  body
/// checksum  := CRC32C of everything after it, low byte first
/// kind      := 1 for a segment, 2 for a directory
/// length    := of the body before compression
/// segment   := size (varint)  e  a  tx  values  retracted
/// values    := kind (1 byte; 255: size bytes follow, a kind for each row)  numbers
///              count (varint)  (kind (1 byte)  value){count}
/// retracted := length (varint) and as many bytes, one bit a row, low ones first
/// column    := width (1 byte)  planes                       (e, a, tx and numbers)
///            | 16 + width (1 byte)  first (zigzag)  planes  (of the steps from row to row)
/// planes    := least (zigzag)  byte{size}{width}
/// directory := level (varint)  size (varint)  child{size}
/// child     := address (text)  count (varint)  oldest tx (varint)  newest - oldest (varint)
///              first datom: e, a, tx (zigzag)  added (1 byte)  kind (1 byte)  value
/// root      := version (1 byte, = 2)  checksum (4 bytes)  owner (text)  0 | 1 index
/// index     := basis, next entity, next system entity (varint)  last instant (a value of kind 10)
///              tree{8}  excision
/// tree      := 0 | 1 child
/// excision  := 0 | 1 since (varint)  references (attributes)  targets
///                | 2 since (varint)  references (attributes)  composites  targets
/// composites := count (varint)  composite{count}
/// composite := id (varint)  count (varint)  part (varint; 0 for one not told){count}
/// targets   := count (varint)  target{count}
/// target    := entity (varint; 0 for any)  until (varint)  attributes
/// attributes := count (varint)  id (varint){count}
/// ```
///
/// - `compression`: 0 none, 1 Zstandard
/// - `planes`: the difference of each number to the least, the lowest bytes of all of them first
/// - kinds of values in a segment: 0 the number is a place in the dictionary that follows; 1 it is
///   the value; 2 milliseconds since 1970 of an instant; 3 a truth value; 4 the bits of a double
/// - `tree`: EAVT, AEVT, AVET, VAET of the present, then of the past
/// - `excision`: what is excised from the trees, and may not be from the log yet
///
/// Damaged bytes are `:db.error/storage-corrupt`, a version that is not known here
/// `:db.error/storage-format`.
///
/// # History
///
/// | of | version | since | change |
/// |---|---|---|---|
/// | node | 1 | 0.1 | the first |
/// | root | 1 | 0.1 | the first, still read |
/// | root | 2 | 0.1 | `excision`; its form 2 tells composites, form 1 is still read |
@NullMarked
package dev.factum.storage.segment;

import org.jspecify.annotations.NullMarked;
