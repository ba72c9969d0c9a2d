package io.crumbless.night.legacy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a source writes times; {@code times} of a job file. Nothing tells seconds from milliseconds but the job. */
public enum TimeForm {
    ISO("iso", 0),
    EPOCH_SECONDS("epoch-seconds", 1_000_000),
    EPOCH_MILLIS("epoch-millis", 1_000),
    EPOCH_MICROS("epoch-micros", 1);

    /** Longer numbers are no times; the largest that are have 17 digits. */
    private static final int LONGEST = 32;

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

    /** A number of this unit, whole or with a fraction, as microseconds since the epoch; null where it is none. */
    @Nullable
    Long micros(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal product = new BigDecimal(text).multiply(micros);
            return product.precision() - product.scale() > Long.SIZE
                    ? null
                    : product.setScale(0, RoundingMode.FLOOR).longValueExact();
        } catch (ArithmeticException e) {
            return null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
