package io.crumbless.night.scatter;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.profile.Value;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares an older evidence log with the current one: an end that was reported is never moved to a later day, even by
 * a rollback to before the night that reported it, and what has ended since stays ended. Both logs are sorted by
 * subject and scanned in parallel, so that the entries of only one person are in memory.
 */
public final class EndsSince implements AutoCloseable {
    private static final AttributeType DATE = new AttributeType.DateType();

    private final List<Location> currentLog;
    private final LocalDate today;
    private final List<LogEntry> now = new ArrayList<>();
    private EvidenceLogReader.@Nullable Cursor current;
    private @Nullable SubjectId subject;
    private boolean more;

    /**
     * @param currentLog parts of the current log, in order
     * @param today business date of the current snapshot
     */
    EndsSince(List<Location> currentLog, LocalDate today) {
        this.currentLog = List.copyOf(currentLog);
        this.today = today;
    }

    /** The entry of the older log with the earliest end reported so far; must be called in the order of the log. */
    LogEntry applyTo(LogEntry then) {
        if (!then.statement().declares() || !then.fate().keepsValue()) {
            return then;
        }
        if (!then.statement().subject().equals(subject)) {
            read(then.statement().subject());
        }
        LogEntry ending = then;
        for (LogEntry entry : now) {
            ending = apply(entry, ending);
        }
        return ending;
    }

    private LogEntry apply(LogEntry entry, LogEntry then) {
        if (entry.statement().declaredAtMicros() != then.statement().declaredAtMicros()) {
            return then;
        }
        if (entry.statement().equals(then.statement())) {
            return entry.endsOnEpochDay() == null ? then : then.endingBy(entry.endsOnEpochDay());
        }
        return hasEnded(entry, then.statement()) ? then.endingBy(epochDay(today.minusDays(1))) : then;
    }

    /** For a date that expired by itself, another date under the same id has not expired. */
    private boolean hasEnded(LogEntry entry, Statement then) {
        return entry.fate() == Fate.EXPIRED
                && entry.statement().equals(then.withoutValue())
                && (entry.endedAfter() == null
                        || DATE.parse(String.valueOf(then.value()))
                                .map(date -> ((Value.Day) date).date().plus(entry.endedAfter()))
                                .filter(end -> !end.isBefore(today))
                                .isEmpty());
    }

    private static int epochDay(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    /** Reads the entries of the subject. */
    private void read(SubjectId wanted) {
        subject = wanted;
        now.clear();
        EvidenceLogReader.Cursor log = current == null ? open(wanted) : current;
        while (more) {
            LogEntry entry = log.entry();
            int side = entry.statement().subject().compareTo(wanted);
            if (side > 0) {
                return;
            }
            if (side == 0) {
                now.add(entry);
            }
            more = log.next();
        }
    }

    private EvidenceLogReader.Cursor open(SubjectId first) {
        EvidenceLogReader.Cursor opened = new EvidenceLogReader()
                .open(currentLog.stream()
                        .dropWhile(part -> endsBefore(part, first))
                        .toList());
        current = opened;
        more = opened.next();
        return opened;
    }

    private static boolean endsBefore(Location part, SubjectId first) {
        ParquetTable table = ParquetTable.openForFew(part);
        return table.rowGroups() == 0 || table.side(table.rowGroups() - 1, Layout.SUBJECT_ID, first.value()) > 0;
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
    }
}
