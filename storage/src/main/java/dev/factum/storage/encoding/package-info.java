/// Numbers, texts and values as bytes: what log records and index nodes are made of.
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
@NullMarked
package dev.factum.storage.encoding;

import org.jspecify.annotations.NullMarked;
