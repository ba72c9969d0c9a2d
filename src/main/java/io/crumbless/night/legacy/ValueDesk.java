package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.BirthDate;
import io.crumbless.kernel.profile.GarbledText;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.ProgramText;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.profile.ZoneDays;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.kernel.provenance.ValueBin;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts every row and every value of one split in its bin, and passes the values that may be kept to the sink. Not
 * thread-safe.
 */
final class ValueDesk {
    private final String source;
    private final KindBook book;
    private final LinkTable links;
    private final long asOfMicros;
    private final ZoneDays days;

    /** The assignment time of values without a time; usually missing. */
    private final long stated;

    private final MembershipSink sink;

    private final long[] valueBins = new long[ValueBin.values().length];
    private long[] ruleCounts = new long[16];
    private long expanded;
    private long empty;
    private long leftOut;
    private long itemsLeftOut;
    private long valuesRead;
    private final Map<LegacyRefusal, Long> quarantined = new EnumMap<>(LegacyRefusal.class);
    private long removed;
    private final SpellingWatch watch;
    private final KeyKindSample keys;
    private long garbled;
    private long ofPrograms;
    private final YesNoColumns yesNo = new YesNoColumns();

    ValueDesk(MembershipSource source, KindBook book, LinkTable links, Night night, MembershipSink sink) {
        this.days = new ZoneDays(night.zone());
        this.source = source.name();
        this.stated = source.form().assignedAt().map(time -> time.micros(night)).orElse(LegacyTimes.MISSING);
        this.book = book;
        this.links = links;
        this.watch = new SpellingWatch(links);
        this.keys = new KeyKindSample(links, source.keyedBySubject());
        this.asOfMicros = night.asOfMicros();
        this.sink = sink;
    }

    void advanced(long rows) {
        sink.advanced(rows);
    }

    /** Inspects columns of a wide source whose values are not kept. */
    YesNoColumns yesNo() {
        return yesNo;
    }

    void quarantineRow(long position, LegacyRefusal reason) {
        quarantined.merge(reason, 1L, Long::sum);
        sink.quarantined(position, reason);
    }

    void emptyRow() {
        empty++;
    }

    /** Counts a row that is excluded by the job file. */
    void leftOutRow() {
        leftOut++;
    }

    /** Counts a list item that is excluded by the job file. */
    void leftOutItem() {
        itemsLeftOut++;
    }

    /** Counts a list item for which the filter is undecided. */
    void unclearItem(long position) {
        itemsLeftOut++;
        sink.quarantined(position, LegacyRefusal.FLAG_UNCLEAR);
    }

    /**
     * Counts a row with this number of values, each of which is then reported as decided, provided or missing its
     * segment.
     */
    void expandedRow(long values) {
        expanded++;
        valuesRead += values;
    }

    /** Counts a list item that names no segment. */
    void segmentMissing(long position) {
        valueBins[ValueBin.SEGMENT_MISSING.ordinal()]++;
        sink.quarantined(position, LegacyRefusal.SEGMENT_MISSING);
    }

    /**
     * Counts a value whose kind alone decides its bin.
     *
     * @param subject ordinal, or the reason why there is none
     */
    void decided(LegacyValueKind kind, int subject) {
        count(kind, kind.bin());
        if (subject >= 0) {
            remove(subject, kind.origin());
        }
    }

    /**
     * Processes a provided value, whose bin depends on the row.
     *
     * @param subject ordinal, or the reason why there is none
     * @param timeOfRow microseconds, or the reason why there is no time; see {@link LegacyTimes}
     * @param text the value in the row; null if the kind supplies the value, or there is none
     */
    void provided(LegacyValueKind kind, int subject, long position, long timeOfRow, @Nullable String text) {
        long assignedAt = timeOfRow == LegacyTimes.MISSING ? stated : timeOfRow;
        Optional<Value> value = kind.value(text);
        if (kind.givesAge() && LegacyTimes.isTime(assignedAt)) {
            value = value.filter(date -> BirthDate.of(date, days.dayOf(assignedAt)) != null);
        }
        ValueBin bin = bin(subject, assignedAt, value.isPresent());
        count(kind, bin);
        if (bin == ValueBin.CANDIDATE && value.isPresent()) {
            garbled += text != null && GarbledText.isOne(text) ? 1 : 0;
            ofPrograms += text != null && kind.isFreeText() && ProgramText.isOne(text) ? 1 : 0;
            sink.provided(
                    subject,
                    new ProvidedValue(source, book.ruleName(kind.rule()), kind.attribute(), value.get(), assignedAt));
            return;
        }
        if (bin == ValueBin.VALUE_INVALID) {
            sink.quarantined(position, LegacyRefusal.VALUE_INVALID);
        } else if (bin == ValueBin.UNDATED && assignedAt != LegacyTimes.MISSING) {
            sink.quarantined(position, LegacyTimes.refusal(assignedAt));
        }
        if (subject >= 0 && bin != ValueBin.FUTURE) {
            remove(subject, Origin.PROVIDED);
        }
    }

    private ValueBin bin(int subject, long assignedAt, boolean valid) {
        if (!valid) {
            return ValueBin.VALUE_INVALID;
        } else if (!LegacyTimes.isTime(assignedAt)) {
            return ValueBin.UNDATED;
        } else if (assignedAt >= asOfMicros) {
            return ValueBin.FUTURE;
        } else if (subject == LinkTable.AMBIGUOUS) {
            return ValueBin.AMBIGUOUS;
        } else if (subject < 0) {
            return ValueBin.UNLINKED;
        }
        return links.optedOut(subject) ? ValueBin.OPTED_OUT : ValueBin.CANDIDATE;
    }

    private void count(LegacyValueKind kind, ValueBin bin) {
        valueBins[bin.ordinal()]++;
        if (kind.rule() >= ruleCounts.length) {
            ruleCounts = Arrays.copyOf(ruleCounts, 2 * kind.rule());
        }
        ruleCounts[kind.rule()]++;
    }

    private void remove(int subject, Origin origin) {
        removed++;
        sink.removed(subject, origin);
    }

    /** Watches ids that are not linked. */
    SpellingWatch watch() {
        return watch;
    }

    /** Samples the keys of the first rows. */
    KeyKindSample keys() {
        return keys;
    }

    /** @param rowsRead number of rows, as counted by the reader */
    MembershipTally tally(long rowsRead) {
        SortedMap<String, Long> rows = new TreeMap<>();
        put(rows, MembershipTally.EXPANDED, expanded);
        put(rows, MembershipTally.EMPTY, empty);
        put(rows, MembershipTally.LEFT_OUT, leftOut);
        quarantined.forEach((reason, count) -> put(rows, reason.bin(), count));
        SortedMap<String, Long> values = new TreeMap<>();
        for (ValueBin bin : ValueBin.values()) {
            put(values, bin.word(), valueBins[bin.ordinal()]);
        }
        put(values, MembershipTally.LEFT_OUT, itemsLeftOut);
        SortedMap<String, Long> rules = new TreeMap<>();
        for (int rule = 0; rule < ruleCounts.length && rule < book.rules(); rule++) {
            put(rules, book.ruleName(rule), ruleCounts[rule]);
        }
        return new MembershipTally(
                new RowTally(rowsRead, rows),
                new RowTally(valuesRead, values),
                rules,
                book.segments(),
                removed,
                watch.otherwise(),
                yesNo.found(),
                new ReadDoubts(garbled, ofPrograms, keys.otherKind(), keys.urlEncoded()));
    }

    private static void put(SortedMap<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }
}
