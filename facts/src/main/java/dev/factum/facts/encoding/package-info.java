/// Numbers, texts, values and forms as bytes: what log records, index nodes and their attachments
/// are made of.
///
/// A `varint` has seven bits a byte, low ones first, and a high bit on all bytes but the last;
/// `zigzag` is a varint of `n << 1 ^ n >> 63`.
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
/// A form ([dev.factum.facts.encoding.FormCodec]) is a kind (1 byte) and what follows it: one of
/// those above up to 14, with nil anywhere, or one of these, whose sizes are varints:
///
/// | kind | form |
/// |---|---|
/// | 32 character | its UTF-16 code unit, varint |
/// | 33 vector, 34 list | size, and the forms |
/// | 35 set | size, and the forms, each once |
/// | 36 map | size, and a form for each key, followed by one for its value |
/// | 37 tagged | namespace (empty if there is none) and name of the tag, two texts, and the form |
/// | 38 known keyword | its place in the vocabulary that writer and reader have agreed on, varint |
@NullMarked
package dev.factum.facts.encoding;

import org.jspecify.annotations.NullMarked;
