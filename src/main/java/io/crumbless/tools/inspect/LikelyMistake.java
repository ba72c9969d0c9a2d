package io.crumbless.tools.inspect;

import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A probable fault in a delivery, and what to do about it.
 *
 * @param source the source that has the fault
 * @param column the column; empty if it concerns the whole delivery
 */
public record LikelyMistake(String source, Optional<String> column, Kind kind, String message) {
    /** The kind of fault. */
    public enum Kind {
        UNREAD_FILE,
        MIXED_FORMS,
        MALFORMED_RECORDS,
        REPEATED_COLUMN,
        FLOAT_ID,
        TIME_WITHOUT_ZONE,
        MIXED_TIMES,
        OTHER_DATE,
        FLAG,
        E_MAIL_AS_ID,
        INVISIBLE_CHARACTERS,
        GARBLED_LETTERS,
        NOTHING_WORDS,
        SEVERAL_IN_ONE,
        OTHER_SPELLING;

        /** The machine-readable name. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Minimum share of a column's values that is worth reporting. */
    private static final double SOME = 0.01;

    private static final double MANY = 0.5;

    /** Finds the faults of all sources, followed by those that show only between two sources. */
    public static List<LikelyMistake> in(List<SourceLook> sources, List<KeyOverlap> overlaps) {
        List<LikelyMistake> mistakes = new ArrayList<>();
        for (SourceLook source : sources) {
            Finder finder = new Finder(source, mistakes);
            finder.ofSource();
            source.columns().forEach(finder::ofColumn);
        }
        overlaps.stream()
                .filter(KeyOverlap::missesSpellings)
                .map(LikelyMistake::otherSpelling)
                .forEach(mistakes::add);
        return mistakes;
    }

    private static LikelyMistake otherSpelling(KeyOverlap overlap) {
        long missed = Math.round(overlap.distinct() * (overlap.foldedShare() - overlap.share()));
        return new LikelyMistake(
                overlap.source(),
                Optional.of(overlap.column()),
                Kind.OTHER_SPELLING,
                Quantity.of(missed, "id") + " of it would meet one of '" + overlap.otherColumn() + "' in "
                        + overlap.otherSource()
                        + " if letter case, leading zeros, .0 and invisible characters were ignored: somebody lost or"
                        + " changed them; correct the export, or say ids: { ignore: [...] } in the job file");
    }

    /** Finds the faults of one source. */
    private record Finder(SourceLook source, List<LikelyMistake> found) {
        void ofSource() {
            source.faults().forEach(fault -> add(Kind.UNREAD_FILE, fault));
            source.form().unread().ifPresent(why -> add(Kind.UNREAD_FILE, "it is " + why));
            source.otherForms().forEach(other -> add(Kind.MIXED_FORMS, "written otherwise than the others: " + other));
            source.malformed()
                    .forEach((why, count) -> add(
                            Kind.MALFORMED_RECORDS,
                            Quantity.of(count, "record") + " would be kept apart as '" + why
                                    + "', see docs/reference/job.md"
                                    + (count == 1 && source.form().kind() == FileForm.Kind.CSV
                                            ? "; if it is the last line and states how many records are above it, set csv: { last-line: "
                                                    + "count }"
                                            : "")));
            if (new HashSet<>(source.form().columns()).size()
                    < source.form().columns().size()) {
                add(
                        Kind.REPEATED_COLUMN,
                        "the header names a column twice; it can be read only by those who do not ask" + " for it");
            }
        }

        private void add(Kind kind, String message) {
            found.add(new LikelyMistake(source.name(), Optional.empty(), kind, message));
        }

        void ofColumn(ColumnLook column) {
            if (column.said() > 0) {
                ids(column);
                times(column);
                flags(column);
                texts(column);
            }
        }

        private void ids(ColumnLook column) {
            long floats = column.of(TextForm.POINT_ZERO) + column.of(TextForm.EXPONENT);
            boolean named = ColumnRole.isKey(column.name());
            if (column.fraction() && named) {
                add(
                        column,
                        Kind.FLOAT_ID,
                        "ids are stored as fractions: digits beyond the fifteenth are lost; export the column as text");
            } else if (floats > 0 && (named || column.of(TextForm.EXPONENT) > 0)) {
                add(
                        column,
                        Kind.FLOAT_ID,
                        Quantity.of(floats, "id") + " were written as numbers with .0 or an exponent:"
                                + " digits beyond the fifteenth are lost, and nothing joins them; export the column as text");
            }
            if (column.of(TextForm.E_MAIL) > MANY * column.said() && named) {
                add(
                        column,
                        Kind.E_MAIL_AS_ID,
                        "ids that are e-mail addresses change with people's address; use the" + " customer id");
            }
        }

        private void times(ColumnLook column) {
            long withoutZone = column.withoutOffset();
            long withZone = column.of(TextForm.MOMENT);
            if (withoutZone > SOME * column.said()) {
                add(
                        column,
                        Kind.TIME_WITHOUT_ZONE,
                        Quantity.of(withoutZone, "time")
                                + " without an offset: state their zone, with zone: Europe/Berlin in the source");
            }
            if (withoutZone > 0 && withZone > 0) {
                add(column, Kind.MIXED_TIMES, "some times have an offset and some have none");
            }
            otherForm(column);
        }

        private void otherForm(ColumnLook column) {
            boolean clock = column.of(TextForm.OTHER_TIME) > SOME * column.said();
            if (clock || column.of(TextForm.OTHER_DATE) > SOME * column.said()) {
                String what =
                        clock ? "times are not written as 2026-11-22 10:31:00" : "days are not written as 2026-11-22";
                add(
                        column,
                        Kind.OTHER_DATE,
                        what
                                + column.timeForm()
                                        .map(form -> "; they suit times: " + form)
                                        .orElse(
                                                "; in 03/04/2026 the day or the month may come first: name their pattern with times"));
            }
        }

        /**
         * Reports columns that seem to say which rows count. Declarations have dedicated columns for this, and in a
         * survey a no is an answer.
         */
        private void flags(ColumnLook column) {
            if (ColumnRole.ATTRIBUTE.in(source.columnNames()).isPresent() && ColumnRole.isKnown(column.name())) {
                return;
            }
            if (UnreadColumns.isFlag(column.name())) {
                add(
                        column,
                        Kind.FLAG,
                        "seems to say which rows count. Every delivered row counts as a yes unless the job file says "
                                + "otherwise");
            } else if (column.isYesOrNo()
                    && column.noes() > 0
                    && !source.answers().contains(column.name())) {
                add(
                        column,
                        Kind.FLAG,
                        "it says no in " + Quantity.of(column.noes(), "row") + "; each row counts"
                                + " as a yes unless the job file says otherwise");
            }
        }

        private void texts(ColumnLook column) {
            if (column.garbled() > 0) {
                add(
                        column,
                        Kind.GARBLED_LETTERS,
                        Quantity.of(column.garbled(), "text") + " hold letters that were read"
                                + " in another encoding than they were written in; correct the export");
            }
            if (ColumnRole.isKey(column.name()) && column.invisible() > 0) {
                add(
                        column,
                        Kind.INVISIBLE_CHARACTERS,
                        "ids with surrounding blanks or invisible characters: " + Quantity.grouped(column.invisible()));
            }
            long words = column.nothing().entrySet().stream()
                    .filter(word -> !NothingWords.OF_EVERY_CSV.contains(word.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (words > 0) {
                add(
                        column,
                        Kind.NOTHING_WORDS,
                        Quantity.of(words, "value") + " are words that programs write for"
                                + " nothing; only NULL, \\N and '' of CSV are read so, and what csv: { nulls: [...] } lists");
            }
            boolean names = ColumnRole.SEGMENT.in(List.of(column.name())).isPresent();
            if (names && !column.list() && column.separated() > SOME * column.said()) {
                add(
                        column,
                        Kind.SEVERAL_IN_ONE,
                        Quantity.of(column.separated(), "value") + " hold several names: the source is of shape list");
            }
        }

        private void add(ColumnLook column, Kind kind, String message) {
            found.add(new LikelyMistake(source.name(), Optional.of(column.name()), kind, message));
        }
    }
}
