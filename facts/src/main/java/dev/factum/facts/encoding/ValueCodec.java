package dev.factum.facts.encoding;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Values as a kind and what follows it; the package page has the table.
public final class ValueCodec {

    private static final int NIL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int FLOAT = 5;
    private static final int STRING = 6;
    private static final int KEYWORD = 7;
    private static final int SYMBOL = 8;
    private static final int URI_TEXT = 9;
    private static final int INSTANT = 10;
    private static final int UUID_HALVES = 11;
    private static final int BIGINT = 12;
    private static final int BIGDEC = 13;
    private static final int BYTES = 14;
    private static final int TUPLE = 15;
    private static final int FUNCTION = 16;

    private ValueCodec() {}

    /// The kind of a value, which is written apart from it.
    public static int kind(@Nullable Object value) {
        return switch (value) {
            case null -> NIL;
            case String _ -> STRING;
            case Long _ -> LONG;
            case Keyword _ -> KEYWORD;
            case Instant _ -> INSTANT;
            case Boolean truth -> truth ? TRUE : FALSE;
            case Double _ -> DOUBLE;
            case Float _ -> FLOAT;
            case UUID _ -> UUID_HALVES;
            case Symbol _ -> SYMBOL;
            case URI _ -> URI_TEXT;
            case BigInteger _ -> BIGINT;
            case BigDecimal _ -> BIGDEC;
            case Bytes _ -> BYTES;
            case List<?> _ -> TUPLE;
            case Map<?, ?> _ -> FUNCTION;
            default -> throw notAValue(value);
        };
    }

    /// Writes a value, without its kind.
    public static void write(ByteWriter out, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case String text -> out.writeText(text);
            case Long number -> out.writeZigzag(number);
            case Keyword name -> writeName(out, name.namespace(), name.name());
            case Instant instant -> {
                out.writeZigzag(instant.getEpochSecond());
                out.writeVarint(instant.getNano());
            }
            case Boolean _ -> {}
            case Double number -> out.writeLong(Double.doubleToRawLongBits(number));
            case Float number -> out.writeInt(Float.floatToRawIntBits(number));
            case UUID id -> {
                out.writeLong(id.getMostSignificantBits());
                out.writeLong(id.getLeastSignificantBits());
            }
            case Symbol name -> writeName(out, name.namespace(), name.name());
            case URI uri -> out.writeText(uri.toString());
            case BigInteger number -> writeBytes(out, number.toByteArray());
            case BigDecimal number -> {
                out.writeZigzag(number.scale());
                writeBytes(out, number.unscaledValue().toByteArray());
            }
            case Bytes bytes -> writeBytes(out, bytes.toArray());
            case List<?> slots -> writeTuple(out, slots);
            case Map<?, ?> definition -> out.writeText(Edn.print(definition));
            default -> throw notAValue(value);
        }
    }

    private static void writeBytes(ByteWriter out, byte[] bytes) {
        out.writeVarint(bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeTuple(ByteWriter out, List<?> slots) {
        out.writeVarint(slots.size());
        for (Object slot : slots) {
            if (slot instanceof List<?>) {
                throw notAValue(slots);
            }
            out.writeByte(kind(slot));
            write(out, slot);
        }
    }

    private static void writeName(ByteWriter out, @Nullable String namespace, String name) {
        out.writeText(namespace == null ? "" : namespace);
        out.writeText(name);
    }

    /// Reads a value of this kind.
    ///
    /// @throws FactumError `:db.error/storage-corrupt` if there is none
    public static Object readDatomValue(ByteReader in, int kind) {
        Object value = kind == TUPLE ? readTuple(in) : readSlot(in, kind);
        if (value == null) {
            throw Damage.found("A fact has no value");
        }
        return value;
    }

    /// Reads what is no collection, of this kind.
    static @Nullable Object readForm(ByteReader in, int kind) {
        if (kind == FUNCTION) {
            throw Damage.found("A form is of an unknown kind");
        }
        return readSlot(in, kind);
    }

    private static @Nullable Object readSlot(ByteReader in, int kind) {
        return switch (kind) {
            case NIL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case LONG -> in.readZigzag();
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case FLOAT -> Float.intBitsToFloat(in.readInt());
            case STRING -> in.readText();
            case KEYWORD -> readKeyword(in);
            case SYMBOL -> readSymbol(in);
            case URI_TEXT -> URI.create(in.readText());
            case INSTANT -> readInstant(in);
            case UUID_HALVES -> new UUID(in.readLong(), in.readLong());
            case BIGINT -> new BigInteger(in.readBytes(in.readCount()));
            case BIGDEC -> readDecimal(in);
            case BYTES -> Bytes.of(in.readBytes(in.readCount()));
            case FUNCTION -> readDefinition(in);
            default -> throw Damage.found("There is a value of an unknown kind");
        };
    }

    /// An instant, without a kind before it.
    public static Instant readInstant(ByteReader in) {
        return Instant.ofEpochSecond(in.readZigzag(), in.readVarint());
    }

    private static Keyword readKeyword(ByteReader in) {
        String namespace = readNamespace(in);
        String name = in.readText();
        if (name.isEmpty()) {
            throw Damage.found("A keyword has no name");
        }
        return new Keyword(namespace, name);
    }

    static Symbol readSymbol(ByteReader in) {
        String namespace = readNamespace(in);
        String name = in.readText();
        if (name.isEmpty()) {
            throw Damage.found("A symbol has no name");
        }
        return new Symbol(namespace, name);
    }

    private static @Nullable String readNamespace(ByteReader in) {
        String namespace = in.readText();
        return namespace.isEmpty() ? null : namespace;
    }

    private static Map<?, ?> readDefinition(ByteReader in) {
        try {
            if (Edn.read(in.readText()) instanceof Map<?, ?> definition) {
                return definition;
            }
        } catch (FactumError notEdn) {
            throw Damage.found("A definition cannot be read", notEdn);
        }
        throw Damage.found("A definition is no map");
    }

    private static BigDecimal readDecimal(ByteReader in) {
        int scale = Math.toIntExact(in.readZigzag());
        return new BigDecimal(new BigInteger(in.readBytes(in.readCount())), scale);
    }

    private static List<@Nullable Object> readTuple(ByteReader in) {
        int size = in.readCount();
        List<@Nullable Object> slots = new ArrayList<>(size);
        for (int slot = 0; slot < size; slot++) {
            slots.add(readSlot(in, in.readByte()));
        }
        return Collections.unmodifiableList(slots);
    }

    private static FactumError notAValue(Object value) {
        return FactumError.of(
                        DbErrorCode.WRONG_TYPE_FOR_ATTRIBUTE,
                        "A value of this class cannot be stored")
                .with("class", value.getClass().getName());
    }
}
