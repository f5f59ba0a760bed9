package dev.factum.transactor.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.connection.StandardEngine;
import dev.factum.facts.database.Database;
import dev.factum.facts.database.Functions;
import dev.factum.facts.database.TransactionFunction;
import dev.factum.facts.edn.Edn;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.FactumError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JdkCompilerTest {

    private static final String SCHEMA =
            """
            [{:db/ident :offer/customer :db/valueType :db.type/string
              :db/cardinality :db.cardinality/one :db/index true}]\
            """;

    /// The rule of the offers service, as data.
    private static final String AT_MOST_THREE =
            """
            [{:db/ident :offer/add
              :db/fn #db/fn
                {:lang "java"
                 :params ["db" "customer"]
                 :imports ["dev.factum.facts.index.IndexOrder" [dev.factum.facts.index Prefix]]
                 :code "long attribute = db.entidOrThrow(Keyword.of(\\"offer/customer\\"));
                        int offers = 0;
                        for (var found = db.scan(IndexOrder.AVET,
                                 Prefix.attributeValue(attribute, customer)); found.hasNext(); found.next()) {
                          offers++;
                        }
                        if (offers >= 3) throw cancel(\\"conflict\\", \\"Three offers are enough\\");
                        return List.of(Map.of(Keyword.of(\\"offer/customer\\"), customer));"}}]\
            """;

    private final JdkCompiler compiler = new JdkCompiler();
    private final Functions functions = Functions.none().withCompiler(compiler);

    private static List<?> data(String edn) {
        return (List<?>) Objects.requireNonNull(Edn.read(edn));
    }

    private static Map<?, ?> definition(String edn) {
        return (Map<?, ?>) Objects.requireNonNull(Edn.read(edn));
    }

    private static void refuses(
            DbErrorCode code, ThrowingCallable action, Consumer<FactumError> more) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        FactumError.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            more.accept(error);
                        });
    }

    private TransactionFunction code(String code) {
        return compiler.compile(Map.of("lang", "java", "params", List.of("db", "x"), "code", code));
    }

    private Database database() {
        return StandardEngine.emptyDatabase(functions).with(data(SCHEMA)).dbAfter();
    }

    @Test
    void aFunctionIsInstalledAsDataAndCalledByItsName() {
        Database db = database().with(data(AT_MOST_THREE)).dbAfter();
        List<?> offer = data("[[:offer/add \"ann\"]]");
        for (int count = 0; count < 3; count++) {
            db = db.with(offer).dbAfter();
        }
        Database full = db;
        refuses(
                DbErrorCode.CANCELLED_CONFLICT,
                () -> full.with(offer),
                error -> assertThat(error.text()).isEqualTo("Three offers are enough"));
        assertThat(full.with(data("[[:offer/add \"bob\"]]")).datoms()).hasSize(2);
    }

    @Test
    void withoutACompilerNothingIsRun() {
        Database db =
                StandardEngine.emptyDatabase(Functions.none())
                        .with(data(SCHEMA))
                        .dbAfter()
                        .with(data(AT_MOST_THREE))
                        .dbAfter();
        refuses(
                DbErrorCode.CODE_NOT_ALLOWED,
                () -> db.with(data("[[:offer/add \"ann\"]]")),
                _ -> {});
    }

    @Test
    void namesMayBeKeywordsSymbolsOrStrings() {
        Database db = database();
        assertThat(
                        compiler.compile(
                                        definition(
                                                "{:lang :java :params [db x] :code \"return List.of(x);\"}"))
                                .apply(db, List.of(1L)))
                .isEqualTo(List.of(1L));
        assertThat(
                        compiler.compile(
                                        definition(
                                                "{:db/lang :db.lang/java :db/params [:db] :db/code \"return null;\"}"))
                                .apply(db, List.of()))
                .isNull();
    }

    @Test
    void theSameDefinitionIsCompiledOnce() {
        assertThat(code("return List.of();")).isSameAs(code("return List.of();"));
        assertThat(code("return List.of();")).isNotSameAs(code("return null;"));
    }

    @Test
    void codeThatDoesNotCompileIsRefusedWithTheLineInIt() {
        refuses(
                DbErrorCode.CODE_DOES_NOT_COMPILE,
                () -> code("int fine = 1;\nint wrong = \"text\";\nreturn null;"),
                error -> {
                    assertThat(error.data()).containsEntry("line", 2L);
                    assertThat(error.data().get("message")).asString().contains("incompatible");
                });
    }

    @Test
    void aDefinitionThatIsNoneIsRefused() {
        for (String wrong :
                List.of(
                        "{:lang \"java\" :code \"return null;\"}",
                        "{:lang \"java\" :params [] :code \"return null;\"}",
                        "{:lang \"java\" :params [\"db\" \"class\"] :code \"return null;\"}",
                        "{:lang \"java\" :params [\"a; b\"] :code \"return null;\"}",
                        "{:lang \"java\" :params [\"db\"] :imports [\"a;b\"] :code \"return null;\"}",
                        "{:lang \"java\" :params [\"db\"]}")) {
            refuses(
                    DbErrorCode.CODE_DOES_NOT_COMPILE,
                    () -> compiler.compile(definition(wrong)),
                    _ -> {});
        }
        refuses(
                DbErrorCode.UNSUPPORTED,
                () -> compiler.compile(definition("{:lang \"cobol\" :params [\"db\"] :code \"\"}")),
                _ -> {});
    }

    @Test
    void whatTheCodeThrowsIsAnErrorOfTheTransaction() {
        Database db = database();
        refuses(
                DbErrorCode.CANCELLED_INCORRECT,
                () -> code("throw cancel(\"incorrect\", \"No\");").apply(db, List.of(1)),
                _ -> {});
        refuses(
                DbErrorCode.TX_FN_FAILED,
                () -> code("throw new java.io.IOException(\"disk\");").apply(db, List.of(1)),
                error -> assertThat(error.data().get("cause")).asString().contains("disk"));
        refuses(
                DbErrorCode.INVALID_TX_DATA,
                () -> code("return null;").apply(db, List.of(1, 2)),
                _ -> {});
    }
}
