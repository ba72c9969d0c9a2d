package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: eight bytes at a time count as one after the other. */
@Tag("unit")
class CsvTallyTest {
    private static final String[] PIECES = {
        "a",
        "bcdefgh",
        "long ordinary text of a field",
        ",",
        ";",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "\\",
        "\\\"",
        "é",
        "🍼",
        " ",
        "\n\n",
        "\"quoted, text\"",
        "\"two\nlines\"",
        "\u0080"
    };

    /** Where records may be cut, then the last line and the number of records. */
    private static List<Long> counted(byte[] bytes, int quote, int buffer, boolean passing) {
        CsvTally tally = new CsvTally(',', quote);
        List<Long> found = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += buffer) {
            int to = Math.min(bytes.length, from + buffer);
            int i = passing ? tally.passOrdinary(bytes, from, to) : from;
            while (i < to) {
                tally.next(bytes[i] & 0xFF);
                if (bytes[i] == '\n' && tally.isBetweenRecords()) {
                    found.add(i + 1L);
                }
                i = passing ? tally.passOrdinary(bytes, i + 1, to) : i + 1;
            }
        }
        found.add(tally.line());
        found.add(tally.end());
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {'"', '\'', -1})
    void passingOverOrdinaryBytesChangesNothing(int quote) {
        Random random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            int buffer = 1 + random.nextInt(50);

            assertThat(counted(bytes, quote, buffer, true))
                    .as("round %d", round)
                    .isEqualTo(counted(bytes, quote, Integer.MAX_VALUE / 2, false));
        }
    }

    @Test
    void aQuoteInsideAFieldIsSeen() {
        byte[] bytes = "customer,name\nC-1,a long name with a \" inside\nC-2,b\n".getBytes(StandardCharsets.UTF_8);

        assertThat(counted(bytes, '"', 100, true)).endsWith(4L, 3L);
    }
}
