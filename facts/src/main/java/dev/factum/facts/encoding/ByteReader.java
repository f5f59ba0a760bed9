package dev.factum.facts.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A place in a run of bytes that may be damaged: every read checks that there is as much as it
/// needs, before it allocates. Belongs to one decoding.
public final class ByteReader {

    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int remaining() {
        return bytes.length - position;
    }

    private void require(long count) {
        if (count < 0 || count > remaining()) {
            throw Damage.found("The bytes end too early");
        }
    }

    public int readByte() {
        require(1);
        return bytes[position++] & 0xff;
    }

    public long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw Damage.found("A number is too long");
    }

    public long readZigzag() {
        long value = readVarint();
        return value >>> 1 ^ -(value & 1);
    }

    /// How many things follow that take at least one byte each.
    public int readCount() {
        long count = readVarint();
        require(count);
        return (int) count;
    }

    public int readInt() {
        require(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (bytes[position++] & 0xff) << shift;
        }
        return value;
    }

    public long readLong() {
        return (readInt() & 0xffffffffL) | ((long) readInt() << 32);
    }

    public byte[] readBytes(int length) {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    public String readText() {
        long head = readVarint();
        long length = head >>> 1;
        if ((head & 1) == 0) {
            require(length);
            position += (int) length;
            return new String(
                    bytes, position - (int) length, (int) length, StandardCharsets.ISO_8859_1);
        }
        require(length);
        require(length * 2);
        char[] units = new char[(int) length];
        for (int index = 0; index < units.length; index++) {
            units[index] = (char) ((bytes[position] & 0xff) | ((bytes[position + 1] & 0xff) << 8));
            position += 2;
        }
        return new String(units);
    }

    /// True if the four bytes read before are the checksum of all that follow.
    public boolean matches(int checksum) {
        var actual = new CRC32C();
        actual.update(bytes, position, remaining());
        return (int) actual.getValue() == checksum;
    }
}
