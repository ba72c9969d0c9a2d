package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.BoundedCache;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the evidence log by column. Texts, notices and lists of purposes of which there are few are one object each, for
 * as long as the reader lives. For one thread.
 */
public final class EvidenceLogReader {
    private static final Map<String, Action> ACTIONS = words(Action.values(), Action::word);
    private static final Map<String, DeclaredBy> SPEAKERS = words(DeclaredBy.values(), DeclaredBy::word);
    private static final Map<String, Fate> FATES = words(Fate.values(), Fate::word);

    /** Beyond this many, texts are no longer few. */
    private static final int SHARED = 1 << 16;

    private final BoundedCache<String, String> texts = new BoundedCache<>(SHARED, text -> text);
    private final BoundedCache<List<String>, List<String>> purposes = new BoundedCache<>(SHARED, List::copyOf);
    private final BoundedCache<NoticeRef, NoticeRef> notices = new BoundedCache<>(SHARED, notice -> notice);

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        Map<String, T> words = new HashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }

    /** Reads every row of a part, in order. */
    public void read(Location part, Consumer<LogEntry> entries) {
        read(part, KeyShare.ALL, entries);
    }

    /** Reads the rows of a share of the subjects, in order. */
    public void read(Location part, KeyShare share, Consumer<LogEntry> entries) {
        ParquetTable table = ParquetTable.open(part);
        for (int group = 0; group < table.rowGroups(); group++) {
            read(table, group, share, entries);
        }
    }

    /** Reads the rows of one row group, in order. */
    public void read(ParquetTable part, int rowGroup, Consumer<LogEntry> entries) {
        read(part, rowGroup, KeyShare.ALL, entries);
    }

    private void read(ParquetTable part, int rowGroup, KeyShare share, Consumer<LogEntry> entries) {
        try (RowGroupReader rows = part.rowGroup(rowGroup, columns(part))) {
            Row row = new Row(part, rows);
            while (row.next()) {
                if (row.isOf(share)) {
                    entries.accept(row.entry());
                }
            }
        }
    }

    /** The columns of the log, less those a log of an earlier version does not have. */
    private static List<String> columns(ParquetTable part) {
        Set<String> there = part.columns().stream().map(ColumnInfo::name).collect(Collectors.toSet());
        return EvidenceColumns.SCHEMA.paths().stream()
                .filter(column -> there.contains(column) || !EvidenceColumns.ADDED_LATER.contains(column))
                .toList();
    }

    /** Begins before the first row of the first part. The caller closes it. */
    public Cursor open(List<Location> parts) {
        return new Cursor(parts);
    }

    /** Moves through the rows of several parts, in order. Holds one row group at a time. */
    public final class Cursor implements AutoCloseable {
        private final Iterator<Location> parts;
        private @Nullable ParquetTable part;
        private int nextGroup;
        private @Nullable RowGroupReader rows;
        private @Nullable Row row;

        private Cursor(List<Location> parts) {
            this.parts = parts.iterator();
        }

        /** Moves to the next row; false after the last. */
        public boolean next() {
            while (row == null || !row.next()) {
                if (!nextGroup()) {
                    return false;
                }
            }
            return true;
        }

        private boolean nextGroup() {
            close();
            ParquetTable table = part;
            while (table == null || nextGroup == table.rowGroups()) {
                if (!parts.hasNext()) {
                    return false;
                }
                table = ParquetTable.open(parts.next());
                part = table;
                nextGroup = 0;
            }
            RowGroupReader opened = table.rowGroup(nextGroup++, columns(table));
            rows = opened;
            row = new Row(table, opened);
            return true;
        }

        /** The row. */
        public LogEntry entry() {
            if (row == null) {
                throw new IllegalStateException("Cannot read a row of the log: next() has not found one");
            }
            return row.entry();
        }

        @Override
        public void close() {
            if (rows != null) {
                rows.close();
            }
            rows = null;
            row = null;
        }
    }

    /** The row under the cursors. */
    private final class Row {
        private final Location part;
        private final List<ColumnCursor> all = new ArrayList<>();
        private final RowGroupReader rows;
        private final ColumnCursor subjectId;
        private final Word source;
        private final ColumnCursor declarationId;
        private final Word action;
        private final Word attribute;
        private final ColumnCursor value;
        private final ColumnCursor purposes;
        private final Word noticeId;
        private final Word noticeVersion;
        private final Word noticeLanguage;
        private final Word channel;
        private final Word elicitation;
        private final Word declaredBy;
        private final Word recordedBy;
        private final ColumnCursor confirmed;
        private final ColumnCursor declaredAt;
        private final ColumnCursor validUntil;
        private final Word jurisdiction;
        private final Word legalBasis;
        private final ColumnCursor evidenceRef;
        private final ColumnCursor deliveredOn;
        private final Word fate;
        private final @Nullable ColumnCursor endsOn;
        private final @Nullable ColumnCursor revisedAt;
        private final @Nullable Word endedAfter;
        private final List<String> gathered = new ArrayList<>();

        Row(ParquetTable table, RowGroupReader rows) {
            this.part = table.location();
            this.rows = rows;
            this.subjectId = cursor(EvidenceColumns.SUBJECT_ID);
            this.source = word(EvidenceColumns.SOURCE);
            this.declarationId = cursor(EvidenceColumns.DECLARATION_ID);
            this.action = word(EvidenceColumns.ACTION);
            this.attribute = word(EvidenceColumns.ATTRIBUTE);
            this.value = cursor(EvidenceColumns.VALUE);
            this.purposes = cursor(EvidenceColumns.PURPOSES);
            this.noticeId = word(EvidenceColumns.NOTICE_ID);
            this.noticeVersion = word(EvidenceColumns.NOTICE_VERSION);
            this.noticeLanguage = word(EvidenceColumns.NOTICE_LANGUAGE);
            this.channel = word(EvidenceColumns.CHANNEL);
            this.elicitation = word(EvidenceColumns.ELICITATION);
            this.declaredBy = word(EvidenceColumns.DECLARED_BY);
            this.recordedBy = word(EvidenceColumns.RECORDED_BY);
            this.confirmed = cursor(EvidenceColumns.CONFIRMED);
            this.declaredAt = cursor(EvidenceColumns.DECLARED_AT);
            this.validUntil = cursor(EvidenceColumns.VALID_UNTIL);
            this.jurisdiction = word(EvidenceColumns.JURISDICTION);
            this.legalBasis = word(EvidenceColumns.LEGAL_BASIS);
            this.evidenceRef = cursor(EvidenceColumns.EVIDENCE_REF);
            this.deliveredOn = cursor(EvidenceColumns.DELIVERED_ON);
            this.fate = word(EvidenceColumns.FATE);
            Set<String> there = Set.copyOf(columns(table));
            this.endsOn = there.contains(EvidenceColumns.ENDS_ON.name()) ? cursor(EvidenceColumns.ENDS_ON) : null;
            this.revisedAt =
                    there.contains(EvidenceColumns.REVISED_AT.name()) ? cursor(EvidenceColumns.REVISED_AT) : null;
            this.endedAfter =
                    there.contains(EvidenceColumns.ENDED_AFTER.name()) ? word(EvidenceColumns.ENDED_AFTER) : null;
        }

        private ColumnCursor cursor(ColumnSpec<?> column) {
            ColumnCursor cursor = rows.column(column.name());
            all.add(cursor);
            return cursor;
        }

        private Word word(ColumnSpec<TextColumn> column) {
            return new Word(cursor(column));
        }

        boolean next() {
            boolean more = true;
            for (ColumnCursor cursor : all) {
                more &= cursor.next();
            }
            return more;
        }

        /** What is no text is told by {@link #entry}. */
        boolean isOf(KeyShare share) {
            return share.share() == 1
                    || subjectId.isNull()
                    || share.takes(subjectId.bytesArray(), subjectId.bytesOffset(), subjectId.bytesLength());
        }

        LogEntry entry() {
            Statement statement = new Statement(
                    source.required(),
                    required(declarationId),
                    new SubjectId(required(subjectId)),
                    known(action, ACTIONS),
                    attribute.required(),
                    value.isNull() ? null : value.text(),
                    purposes(),
                    notice(),
                    channel.text(),
                    elicitation.text(),
                    known(declaredBy, SPEAKERS),
                    recordedBy.text(),
                    confirmed.whole() != 0,
                    declaredAt.micros(),
                    day(validUntil),
                    jurisdiction.text(),
                    legalBasis.text(),
                    evidenceRef.isNull() ? null : evidenceRef.text(),
                    revisedAt == null || revisedAt.isNull() ? null : revisedAt.micros());
            return new LogEntry(
                    statement,
                    day(deliveredOn),
                    known(fate, FATES),
                    endsOn == null ? null : day(endsOn),
                    endedAfter == null ? null : period(endedAfter));
        }

        private String required(ColumnCursor cursor) {
            String text = cursor.isNull() ? null : cursor.text();
            if (text == null) {
                throw damaged(cursor);
            }
            return text;
        }

        private List<String> purposes() {
            gathered.clear();
            for (int i = 0; i < purposes.listSize(); i++) {
                purposes.item(i);
                gathered.add(required(purposes));
            }
            return EvidenceLogReader.this.purposes.of(List.copyOf(gathered));
        }

        private @Nullable NoticeRef notice() {
            String id = noticeId.text();
            String version = noticeVersion.text();
            String language = noticeLanguage.text();
            return id == null || version == null || language == null
                    ? null
                    : notices.of(new NoticeRef(id, version, language));
        }

        private static @Nullable Integer day(ColumnCursor cursor) {
            return cursor.isNull() ? null : Math.toIntExact(cursor.whole());
        }

        private @Nullable Period period(Word word) {
            String text = word.text();
            try {
                return text == null ? null : Period.parse(text);
            } catch (DateTimeParseException noPeriod) {
                throw damaged(word.cursor);
            }
        }

        private <T> T known(Word word, Map<String, T> words) {
            T found = words.get(word.required());
            if (found == null) {
                throw damaged(word.cursor);
            }
            return found;
        }

        private Failure damaged(ColumnCursor cursor) {
            return new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot read " + part + ": column '" + cursor.info().name()
                            + "' holds what this version never wrote; check who else writes to the warehouse, or use the"
                            + " version that wrote it");
        }

        /** A text column whose values repeat: the text is shared by dictionary id. */
        private final class Word {
            private final ColumnCursor cursor;
            private final @Nullable String[] byId;

            Word(ColumnCursor cursor) {
                this.cursor = cursor;
                this.byId = new @Nullable String[cursor.dictionarySize()];
            }

            @Nullable
            String text() {
                if (cursor.isNull()) {
                    return null;
                }
                int id = cursor.dictionaryId();
                if (id < 0) {
                    String text = cursor.text();
                    return text == null ? null : texts.of(text);
                }
                String known = byId[id];
                if (known == null) {
                    known = texts.of(Row.this.required(cursor));
                    byId[id] = known;
                }
                return known;
            }

            String required() {
                String text = text();
                if (text == null) {
                    throw damaged(cursor);
                }
                return text;
            }
        }
    }
}
