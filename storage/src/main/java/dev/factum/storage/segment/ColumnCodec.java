package dev.factum.storage.segment;

import dev.factum.facts.encoding.ByteReader;
import dev.factum.facts.encoding.ByteWriter;
import dev.factum.facts.index.PackedLongs;
import dev.factum.storage.StorageErrors;

/// A column of whole numbers as bytes: each as the difference to the smallest number or, where that
/// is shorter, the differences from one to the next in the same way. The bytes of one weight lie
/// together, which is what compressors like. The package page has the layout.
final class ColumnCodec {

    private static final int STEPS = 16;

    private ColumnCodec() {}

    static void write(ByteWriter out, PackedLongs column) {
        long[] numbers = new long[column.size()];
        column.copy(0, numbers.length, numbers, 0);
        int plain = width(numbers, numbers.length);
        long[] steps = steps(numbers);
        int stepping = numbers.length < 2 ? Integer.MAX_VALUE : width(steps, steps.length);
        if (stepping < plain) {
            out.writeByte(STEPS | stepping);
            out.writeZigzag(numbers[0]);
            writePlanes(out, steps, stepping);
        } else {
            out.writeByte(plain);
            writePlanes(out, numbers, plain);
        }
    }

    private static long[] steps(long[] numbers) {
        long[] steps = new long[Math.max(0, numbers.length - 1)];
        for (int index = 0; index < steps.length; index++) {
            steps[index] = numbers[index + 1] - numbers[index];
        }
        return steps;
    }

    /// How many bytes the largest difference to the smallest number takes.
    private static int width(long[] numbers, int size) {
        if (size == 0) {
            return 0;
        }
        long spread = most(numbers) - least(numbers);
        return (Long.SIZE - Long.numberOfLeadingZeros(spread) + 7) / 8;
    }

    private static long least(long[] numbers) {
        long least = Long.MAX_VALUE;
        for (long number : numbers) {
            least = Math.min(least, number);
        }
        return least;
    }

    private static long most(long[] numbers) {
        long most = Long.MIN_VALUE;
        for (long number : numbers) {
            most = Math.max(most, number);
        }
        return most;
    }

    private static void writePlanes(ByteWriter out, long[] numbers, int width) {
        long least = numbers.length == 0 ? 0 : least(numbers);
        out.writeZigzag(least);
        byte[] plane = new byte[numbers.length];
        for (int weight = 0; weight < width; weight++) {
            for (int index = 0; index < plane.length; index++) {
                plane[index] = (byte) ((numbers[index] - least) >>> (8 * weight));
            }
            out.writeBytes(plane);
        }
    }

    /// @param size how many numbers there are
    static PackedLongs read(ByteReader in, int size) {
        int head = in.readByte();
        int width = head & ~STEPS;
        if (width > Long.BYTES) {
            throw StorageErrors.damaged("A column has numbers of an impossible width");
        }
        if ((head & STEPS) == 0) {
            return PackedLongs.of(readPlanes(in, size, width), size);
        }
        long number = in.readZigzag();
        long[] steps = readPlanes(in, Math.max(0, size - 1), width);
        long[] numbers = new long[size];
        for (int index = 0; index < size; index++) {
            numbers[index] = number;
            number += index < steps.length ? steps[index] : 0;
        }
        return PackedLongs.of(numbers, size);
    }

    private static long[] readPlanes(ByteReader in, int size, int width) {
        long least = in.readZigzag();
        long[] numbers = new long[size];
        for (int weight = 0; weight < width; weight++) {
            byte[] plane = in.readBytes(size);
            for (int index = 0; index < size; index++) {
                numbers[index] |= (plane[index] & 0xffL) << (8 * weight);
            }
        }
        for (int index = 0; index < size; index++) {
            numbers[index] += least;
        }
        return numbers;
    }
}
