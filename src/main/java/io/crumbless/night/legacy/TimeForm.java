package io.crumbless.night.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a source writes times; {@code times} of a job file. Nothing tells seconds from milliseconds but the job. */
public enum TimeForm {
    ISO("iso", 0),
    EPOCH_SECONDS("epoch-seconds", 1_000_000),
    EPOCH_MILLIS("epoch-millis", 1_000),
    EPOCH_MICROS("epoch-micros", 1);

    /** More are no time; the largest that are have 17. */
    private static final int MOST_DIGITS = 32;

    private static final long FIRST_MICROS = Duration.ofDays(365).toSeconds() * 1_000_000;

    private final String word;
    private final BigDecimal micros;

    TimeForm(String word, long micros) {
        this.word = word;
        this.micros = BigDecimal.valueOf(micros);
    }

    /** By what a job file writes. */
    static Map<String, TimeForm> words() {
        Map<String, TimeForm> words = new LinkedHashMap<>();
        for (TimeForm form : values()) {
            words.put(form.word, form);
        }
        return words;
    }

    boolean isEpoch() {
        return this != ISO;
    }

    /**
     * A number of this unit, whole or with a fraction, as microseconds since the epoch. Null where it is none, and where it
     * lies before 1971: that is 0 or -1 for nothing, or a number of a larger unit.
     */
    @Nullable
    Long micros(String text) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // An exponent of a few digits can ask for more of them than memory holds.
            if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                return null;
            }
            long since = number.multiply(micros).setScale(0, RoundingMode.FLOOR).longValueExact();
            return since < FIRST_MICROS ? null : since;
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }
}
