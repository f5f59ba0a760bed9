package dev.factum.facts.encoding;

import dev.factum.facts.value.Bytes;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A growing run of bytes. Belongs to one encoding.
public final class ByteWriter {

    private byte[] bytes = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void writeZigzag(long value) {
        writeVarint(value << 1 ^ value >> 63);
    }

    public void writeInt(int value) {
        reserve(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void writeLong(long value) {
        writeInt((int) value);
        writeInt((int) (value >>> 32));
    }

    public void writeBytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void writeText(String text) {
        int length = text.length();
        boolean wide = isWide(text);
        writeVarint((long) length << 1 | (wide ? 1 : 0));
        reserve(Math.multiplyExact(length, 2));
        for (int index = 0; index < length; index++) {
            char unit = text.charAt(index);
            bytes[size++] = (byte) unit;
            if (wide) {
                bytes[size++] = (byte) (unit >> 8);
            }
        }
    }

    private static boolean isWide(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) > 0xff) {
                return true;
            }
        }
        return false;
    }

    /// Brings the parts that begin at these places, the last of which ends here, into the order of
    /// their bytes, unsigned.
    void sortParts(int[] starts) {
        byte[][] parts = new byte[starts.length][];
        for (int part = 0; part < parts.length; part++) {
            int end = part + 1 < parts.length ? starts[part + 1] : size;
            parts[part] = Arrays.copyOfRange(bytes, starts[part], end);
        }
        Arrays.sort(parts, Arrays::compareUnsigned);
        if (parts.length > 0) {
            size = starts[0];
        }
        for (byte[] part : parts) {
            writeBytes(part);
        }
    }

    /// Puts the checksum of everything after the four bytes at `position` into them.
    public void writeChecksumAt(int position) {
        var checksum = new CRC32C();
        checksum.update(bytes, position + 4, size - position - 4);
        int end = size;
        size = position;
        writeInt((int) checksum.getValue());
        size = end;
    }

    public Bytes toBytes() {
        return Bytes.of(Arrays.copyOf(bytes, size));
    }
}
