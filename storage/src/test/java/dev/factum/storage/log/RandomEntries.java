package dev.factum.storage.log;

import dev.factum.facts.connection.LogEntry;
import dev.factum.facts.datom.Datom;
import dev.factum.facts.datom.EntityId;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Symbol;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Log entries with values of every kind, from a seed.
public final class RandomEntries {

    private static final int KINDS = 15;

    private final Random random;

    public RandomEntries(long seed) {
        this.random = new Random(seed);
    }

    public LogEntry next() {
        long t = random.nextLong(1, 1L << 40);
        List<Datom> datoms = new ArrayList<>();
        int count = random.nextInt(12);
        long entity = EntityId.ofTransaction(t);
        for (int index = 0; index < count; index++) {
            entity = random.nextBoolean() ? entity : random.nextLong() >>> random.nextInt(64);
            long attribute = random.nextLong() >>> random.nextInt(1, 64);
            datoms.add(
                    new Datom(
                            entity,
                            attribute,
                            datomValue(),
                            EntityId.ofTransaction(t),
                            random.nextBoolean()));
        }
        return new LogEntry(t, datoms, random.nextBoolean() ? null : bytes());
    }

    private Object datomValue() {
        return random.nextInt(8) == 0 ? tuple() : slot(1 + random.nextInt(KINDS - 1));
    }

    private List<@Nullable Object> tuple() {
        Object[] slots = new Object[random.nextInt(9)];
        Arrays.setAll(slots, _ -> random.nextInt(4) == 0 ? null : slot(1 + random.nextInt(13)));
        return Collections.unmodifiableList(Arrays.asList(slots));
    }

    private Object slot(int kind) {
        return switch (kind) {
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextBoolean();
            case 3 -> random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian();
            case 4 -> (float) random.nextGaussian();
            case 5 -> new Keyword(random.nextBoolean() ? null : name(), name());
            case 6 -> new Symbol(random.nextBoolean() ? null : name(), name());
            case 7 -> URI.create("https://example.com/" + random.nextInt());
            case 8 ->
                    Instant.ofEpochSecond(
                            random.nextLong(-31557014167219200L, 31556889864403199L),
                            random.nextInt(1_000_000_000));
            case 9 -> new UUID(random.nextLong(), random.nextLong());
            case 10 -> new BigInteger(random.nextInt(200), random).negate();
            case 11 -> new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt());
            case 12 -> text();
            case 13 -> bytes();
            default ->
                    Objects.requireNonNull(
                            Edn.read(
                                    "{:lang \"java\" :params [\"db\"] :code \"return "
                                            + random.nextInt()
                                            + ";\"}"));
        };
    }

    private String name() {
        return "n" + text();
    }

    /// ASCII, Latin-1, the rest of Unicode, and halves of surrogate pairs.
    private String text() {
        int limit = List.of(0x80, 0x100, 0x10000).get(random.nextInt(3));
        char[] units = new char[random.nextInt(random.nextInt(10) == 0 ? 5_000 : 20)];
        for (int index = 0; index < units.length; index++) {
            units[index] = (char) random.nextInt(limit);
        }
        return new String(units);
    }

    private Bytes bytes() {
        byte[] content = new byte[random.nextInt(40)];
        random.nextBytes(content);
        return Bytes.of(content);
    }
}
