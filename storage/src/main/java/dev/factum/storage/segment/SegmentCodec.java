package dev.factum.storage.segment;

import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.encoding.ValueCodec;
import dev.factum.facts.index.PackedLongs;
import dev.factum.facts.index.Segment;
import dev.factum.facts.index.ValueColumn;
import dev.factum.storage.StorageErrors;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The body of a segment; the package page has the layout.
final class SegmentCodec {

    private static final int MANY_KINDS = 0xff;

    private SegmentCodec() {}

    static void write(ByteWriter out, Segment segment) {
        out.writeVarint(segment.size());
        ColumnCodec.write(out, segment.e());
        ColumnCodec.write(out, segment.a());
        ColumnCodec.write(out, segment.tx());
        writeValues(out, segment.v());
        writeRetracted(out, segment.retracted());
    }

    private static void writeValues(ByteWriter out, ValueColumn values) {
        byte[] kinds = new byte[values.size()];
        boolean isUniform = true;
        for (int row = 0; row < kinds.length; row++) {
            kinds[row] = values.kind(row);
            isUniform &= kinds[row] == kinds[0];
        }
        out.writeByte(isUniform ? kinds[0] : MANY_KINDS);
        if (!isUniform) {
            out.writeBytes(kinds);
        }
        ColumnCodec.write(out, values.numbers());
        out.writeVarint(values.dictionarySize());
        for (int place = 0; place < values.dictionarySize(); place++) {
            Object value = values.listed(place);
            out.writeByte(ValueCodec.kind(value));
            ValueCodec.write(out, value);
        }
    }

    private static void writeRetracted(ByteWriter out, @Nullable BitSet retracted) {
        byte[] bits = retracted == null ? new byte[0] : retracted.toByteArray();
        out.writeVarint(bits.length);
        out.writeBytes(bits);
    }

    static Segment read(ByteReader in) {
        // Rows that are alike take no byte each, so there may be more of them than bytes.
        long rows = in.readVarint();
        if (rows < 1 || rows > Segment.MAX_SIZE) {
            throw StorageErrors.damaged("A segment has an impossible size");
        }
        int size = (int) rows;
        PackedLongs e = ColumnCodec.read(in, size);
        PackedLongs a = ColumnCodec.read(in, size);
        PackedLongs tx = ColumnCodec.read(in, size);
        ValueColumn v = readValues(in, size);
        return new Segment(e, a, v, tx, readRetracted(in, size));
    }

    private static ValueColumn readValues(ByteReader in, int size) {
        byte[] kinds = readKinds(in, size);
        PackedLongs numbers = ColumnCodec.read(in, size);
        Object[] dictionary = new Object[in.readCount()];
        for (int place = 0; place < dictionary.length; place++) {
            dictionary[place] = ValueCodec.readDatomValue(in, in.readByte());
        }
        for (int row = 0; row < size; row++) {
            if (kinds[row] == ValueColumn.LISTED
                    && (numbers.get(row) < 0 || numbers.get(row) >= dictionary.length)) {
                throw StorageErrors.damaged("A value of a segment is not in its dictionary");
            }
        }
        return ValueColumn.of(kinds, numbers, dictionary);
    }

    private static byte[] readKinds(ByteReader in, int size) {
        int uniform = in.readByte();
        byte[] kinds = uniform == MANY_KINDS ? in.readBytes(size) : new byte[size];
        for (int row = 0; row < size; row++) {
            if (uniform != MANY_KINDS) {
                kinds[row] = (byte) uniform;
            }
            if (kinds[row] < 0 || kinds[row] > ValueColumn.DOUBLE) {
                throw StorageErrors.damaged("A segment has a value of an unknown kind");
            }
        }
        return kinds;
    }

    private static @Nullable BitSet readRetracted(ByteReader in, int size) {
        BitSet retracted = BitSet.valueOf(in.readBytes(in.readCount()));
        if (retracted.length() > size) {
            throw StorageErrors.damaged("A segment retracts more than it has");
        }
        return retracted.isEmpty() ? null : retracted;
    }
}
