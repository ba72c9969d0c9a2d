package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that a source reads, and the conversion of their values to text.
 *
 * @param zone zone of days if the last day of a value is a timestamp
 */
record TableColumns(String source, ColumnMapping mapping, ZoneId zone) {
    private static final String LAST_DAY = "valid_until";

    /**
     * The exact name of a column, otherwise the only one that differs in case; empty if an optional column is missing.
     */
    Optional<String> in(List<String> found, int column) {
        String name = mapping.delivered(column);
        List<String> alike =
                found.stream().filter(one -> one.equalsIgnoreCase(name)).toList();
        for (String one : alike) {
            if (alike.size() == 1 || one.equals(name)) {
                return Optional.of(one);
            }
        }
        if (mapping.mustBeThere(column)) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read the database of source " + source + ": column '" + name + "' is "
                            + (alike.isEmpty() ? "missing" : "there in several spellings") + ", found " + found
                            + "; map it with " + mapping.columns().get(column).setting());
        }
        return Optional.empty();
    }

    /** Whether the column contains the last day of a value. */
    boolean isLastDay(int column) {
        return mapping.columns().get(column).name().equals(LAST_DAY);
    }

    /** The text of a value returned by the driver. */
    @Nullable
    String text(Object value, int column) {
        String text = DatabaseText.of(value)
                .orElseThrow(() -> new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot read the database of source " + source + ": column '" + mapping.delivered(column)
                                + "' holds bytes; select text instead"));
        return isLastDay(column) ? LastDayText.of(text, zone) : text;
    }
}
