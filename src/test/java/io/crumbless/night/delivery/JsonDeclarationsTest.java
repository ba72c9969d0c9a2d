package io.crumbless.night.delivery;

import static io.crumbless.night.delivery.TestingDelivery.JSONL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.process.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every line of a JSON Lines file ends as a statement or a malformed record. */
@Tag("unit")
class JsonDeclarationsTest {
    private static final String LINE =
            "{\"declaration_id\":\"d-1\",\"subject_id\":12345678901234567890123456789012345678,"
                    + "\"action\":\"declare\",\"attribute\":\"purchase_intention\",\"value\":[\"pram\",\"cot\"],"
                    + "\"purposes\":[\"a\",\"b\"],\"confirmed\":true,\"declared_at\":\"2026-11-20T10:00:00Z\",\"more\":{\"x\":[1]}}";

    @TempDir
    private Path folder;

    private TestingDelivery read(String content) {
        TestingDelivery delivery = TestingDelivery.read(folder, "d.jsonl", JSONL, content);
        assertThat(TestingDelivery.count(folder.resolve("d.jsonl"), JSONL)).isEqualTo(delivery.outcomes.size());
        return delivery;
    }

    @Test
    void readsValuesAsText() {
        var raw = read("\uFEFF" + LINE).only();
        assertThat(raw.text(StatementField.SUBJECT_ID)).isEqualTo("12345678901234567890123456789012345678");
        assertThat(raw.text(StatementField.VALUE)).isEqualTo("[\"pram\",\"cot\"]");
        assertThat(raw.text(StatementField.PURPOSES)).isEqualTo("[\"a\",\"b\"]");
        assertThat(raw.text(StatementField.CONFIRMED)).isEqualTo("true");
        assertThat(raw.text(StatementField.NOTICE_ID)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"12.50 | 12.50", "1e2 | 1e2", "-7 | -7", "false | false", "\"x\" | x", "[1,2] | [\"1\",\"2\"]"})
    void keepsNumbersAsWritten(String json, String text) {
        assertThat(read(LINE.replace("[\"pram\",\"cot\"]", json)).only().text(StatementField.VALUE))
                .isEqualTo(text);
    }

    @Test
    void nullIsAbsent() {
        assertThat(read(LINE.replace("[\"pram\",\"cot\"]", "null")).only().text(StatementField.VALUE))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"declaration_id\":",
                "[1,2]",
                "17",
                "null",
                "{} {}",
                "{\"action\":\"declare\",\"action\":\"declare\"}",
                "{\"action\":\"declare\",\"value\":{\"a\":1}}",
                "{\"action\":\"declare\",\"value\":[[1]]}",
                "{\"action\":\"declare\",\"value\":[null]}",
                "{\"action\":\"declare\",\"subject_id\":[\"C-1\",\"C-2\"]}",
                "{\"action\":\"declare\",\"declaration_id\":[]}",
                "{\"action\":\"declare\",\"value\":\"\\u0000\"}",
                "{\"action\":\"declare\",\"value\":\"\\ud800\"}",
                "{'action':'declare'}",
                "x"
            })
    void whatIsNoRecordIsMalformed(String line) {
        TestingDelivery delivery = read(LINE + "\n" + line + "\n\n  \r\n" + LINE);
        assertThat(delivery.positions()).containsExactly(1L, 2L, 5L);
        assertThat(delivery.outcomes.get(1).raw()).isNull();
        assertThat(delivery.outcomes.get(1).mayWithdraw()).isFalse();
        assertThat(delivery.outcomes.get(2).raw()).isNotNull();
    }

    @Test
    void aMalformedLineWithAWithdrawalsWordMayWithdraw() {
        TestingDelivery delivery =
                read(LINE + "\n{\"action\":\"Withdraw\",\"subject_id\"\n" + LINE.replace("declare", "withdraw"));
        assertThat(delivery.outcomes.get(1).mayWithdraw()).isTrue();
        assertThat(delivery.outcomes.get(2).raw()).isNotNull();
    }

    @Test
    void aKeyThatNoRecordHasIsNamed() {
        assertThatThrownBy(() -> read(LINE.replace("subject_id", "customer") + "\n"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageContaining("d.jsonl: no record has the key 'subject_id', found [action, ")
                .hasMessageEndingWith("map it with columns.subject-id");
        Path file = TestingDelivery.write(
                folder, "m.jsonl", LINE.replace("subject_id", "customer").getBytes(StandardCharsets.UTF_8));
        assertThat(TestingDelivery.read(file, JSONL, Map.of("subject_id", "customer"))
                        .only()
                        .text(StatementField.SUBJECT_ID))
                .startsWith("12345");
    }

    @Test
    void anEmptyFileHoldsNoRecords() {
        assertThat(read("").outcomes).isEmpty();
        assertThat(read("\n \n\r\n").outcomes).isEmpty();
    }
}
