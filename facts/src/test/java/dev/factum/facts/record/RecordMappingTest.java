package dev.factum.facts.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.factum.facts.database.Database;
import dev.factum.facts.database.Fixture;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Keyword;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Records in and out.
class RecordMappingTest {

    @Namespace("p")
    enum Kind {
        REGULAR,
        VERY_IMPORTANT
    }

    @Namespace("a")
    record Address(String street) {}

    @Namespace("p")
    record Friend(String name) {}

    @Namespace("p")
    record Person(
            String name,
            int age,
            Optional<BigDecimal> weight,
            Kind kind,
            @Named("p/nick") Set<String> nicknames,
            Optional<Address> address,
            @Named("p/friend") List<Friend> friends) {}

    private static final Person ANN =
            new Person(
                    "Ann",
                    31,
                    Optional.of(new BigDecimal("61.5")),
                    Kind.VERY_IMPORTANT,
                    Set.of("a", "annie"),
                    Optional.of(new Address("Elm 1")),
                    List.of(new Friend("Bob")));

    private static final Person BOB =
            new Person(
                    "Bob",
                    45,
                    Optional.empty(),
                    Kind.REGULAR,
                    Set.of(),
                    Optional.empty(),
                    List.of());

    private static final List<Object> ANN_REF = List.of(Keyword.of("p/name"), "Ann");

    private static Database database() {
        var mapping = RecordMapping.of(Person.class);
        return Fixture.transact(Fixture.people(), List.of(mapping.write(ANN), mapping.write(BOB)))
                .dbAfter();
    }

    @Test
    void comeBackAsTheyWent() {
        Database database = database();
        assertThat(database.pull(Person.class, ANN_REF)).contains(ANN);
        assertThat(database.pull(Person.class, List.of(Keyword.of("p/name"), "Bob"))).contains(BOB);
        assertThat(database.pull(Person.class, List.of(Keyword.of("p/name"), "Zoe"))).isEmpty();
    }

    @Test
    void bringAllValuesOfAnAttributeHoweverMany() {
        record Nicks(@Named("p/nick") Set<String> nicks) {}
        Database database = database();
        for (int count = 0; count < 1_100; count++) {
            database = Fixture.after(database, "[{:p/name \"Ann\" :p/nick \"n" + count + "\"}]");
        }
        assertThat(database.pull(Nicks.class, ANN_REF).orElseThrow().nicks()).hasSize(1_102);
    }

    @Test
    void sayWhichValueDoesNotFit() {
        record Wrong(@Named("p/name") long name) {}
        record Missing(@Named("p/email") String email, @Named("p/name") String name) {}
        Database database = database();
        FactumError wrong =
                catchThrowableOfType(FactumError.class, () -> database.pull(Wrong.class, ANN_REF));
        assertThat(wrong.data())
                .containsEntry("attribute", Keyword.of("p/name"))
                .containsEntry("value", "Ann");
        FactumError missing =
                catchThrowableOfType(
                        FactumError.class, () -> database.pull(Missing.class, ANN_REF));
        assertThat(missing.code().code()).isEqualTo(":db.error/record-mismatch");
        assertThat(missing.data()).containsEntry("attribute", Keyword.of("p/email"));
    }

    @Test
    void refuseAComponentThatNoFactCanFill() {
        record Unfit(Thread thread) {}
        FactumError error =
                catchThrowableOfType(FactumError.class, () -> RecordMapping.of(Unfit.class));
        assertThat(error.data()).containsEntry("type", "java.lang.Thread");
    }
}
