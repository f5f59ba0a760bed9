package dev.factum.facts.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factum.facts.edn.Edn;
import dev.factum.facts.edn.EdnList;
import dev.factum.facts.edn.RandomForms;
import dev.factum.facts.edn.Shuffled;
import dev.factum.facts.error.DbErrorCode;
import dev.factum.facts.error.ErrorCode;
import dev.factum.facts.error.FactumError;
import dev.factum.facts.value.Bytes;
import dev.factum.facts.value.Keyword;
import dev.factum.facts.value.Seeds;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormCodecTest {

    private static final FormCodec CODEC =
            new FormCodec(List.of(Keyword.of("a/known"), Keyword.of("b")));

    private static Bytes written(@Nullable Object form) {
        var out = new ByteWriter();
        CODEC.write(out, form);
        return out.toBytes();
    }

    private static @Nullable Object read(Bytes bytes) {
        return CODEC.read(new ByteReader(bytes.toArray()));
    }

    @Test
    void everyFormComesBackAsItsTextDoes() {
        Seeds.each(
                2_000,
                random -> {
                    Object form = new RandomForms(random).form(5);
                    Object back = read(written(form));
                    assertThat(back).isEqualTo(form);
                    assertThat(Edn.print(back)).isEqualTo(Edn.print(form));
                });
    }

    @Test
    void equalFormsHaveEqualCanonicalBytesAndOthersOthers() {
        Seeds.each(
                2_000,
                random -> {
                    var forms = new RandomForms(random);
                    Object form = forms.form(4);
                    Bytes canonical = FormCodec.canonical(form);
                    assertThat(FormCodec.canonical(Shuffled.form(form, random)))
                            .isEqualTo(canonical);
                    Object other = forms.form(4);
                    assertThat(FormCodec.canonical(other).equals(canonical))
                            .isEqualTo(Edn.canonical(other).equals(Edn.canonical(form)));
                });
    }

    /// What is written today is read for ever.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [nil true -1 1.5]      | 2104000203010400000000 0000f83f
                    (:a/known :b/other)    | 2202260007026 20a6f74686572
                    {:b "é"}               | 240126010602e9
                    #{\\x}                  | 2301 2078
                    #a/b "€"               | 2502610262 0603ac20
                    #inst "1970-01-01"     | 0a0000
                    """)
    void theBytesAre(String text, String hex) {
        assertThat(written(Edn.read(text)).toHex()).isEqualTo(hex.replace(" ", ""));
    }

    @Test
    void whatEdnCannotSayIsRefused() {
        refused(DbErrorCode.EDN_UNPRINTABLE, () -> written(List.of(new Object())));
        refused(DbErrorCode.EDN_UNPRINTABLE, () -> FormCodec.canonical(Map.of(1L, new Object())));
        var itself = new ArrayList<Object>();
        itself.add(itself);
        refused(DbErrorCode.EDN_LIMIT, () -> written(itself));
        assertThat(written(EdnList.of(1, (short) 1, (byte) 1)))
                .isEqualTo(written(EdnList.of(1L, 1L, 1L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "63", // an unknown kind
                "10", // a function has no place in a form
                "2110", // elements that are not there
                "2105ffffffff", // a size beyond what follows
                "2605", // a keyword beyond the vocabulary
                "208080808001", // a character beyond 16 bits
                "23020101", // an element twice
                "24020101" + "0101", // a key twice
                "07" + "00" + "00", // a keyword without a name
                "08" + "00" + "00", // a symbol without a name
                "09" + "025e", // no URI
                "0c00", // a number of no bytes
                "0d" + "feffffffffffffffff01" + "0101", // a scale beyond 32 bits
                "0a" + "feffffffffffffffff01" + "00" // an instant beyond all instants
            })
    void damageIsFound(String hex) {
        refused(DbErrorCode.STORAGE_CORRUPT, () -> read(Bytes.of(HexFormat.of().parseHex(hex))));
    }

    @Test
    void bytesThatNestWithoutEndAreRefused() {
        byte[] deep = new byte[10_000];
        for (int place = 0; place < deep.length; place += 2) {
            deep[place] = 0x21;
            deep[place + 1] = 1;
        }
        refused(DbErrorCode.STORAGE_CORRUPT, () -> read(Bytes.of(deep)));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FactumError.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
